// The edge that reads a platform's folder: platform.yaml and the files of blueprints/, policies/ and tenants/ as text, each with the findings that kept it from being read.
import { closeSync, constants, type Dirent, fstatSync, openSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, finding, OutsideError } from '../../constructs/base/finding.js';

/** Larger than any real file by two orders of magnitude, and small enough to parse at once; bytes. */
const maximumSize = 256 * 1024;

export const constructFolder = 'constructs/extra';

const constructSteps = [
  ['', 'constructs'],
  ['constructs', 'extra'],
] as const;

/** Where a construct of the platform's own may be. */
export const constructFile = /^constructs\/extra\/[a-z][-a-z0-9]*\.mjs$/;

export interface SourceText {
  /** Path from the platform's folder, with forward slashes. */
  readonly file: string;
  /** Absent where a finding says why it could not be read. */
  readonly text?: string;
  readonly findings: readonly Finding[];
}

export interface SourceTexts {
  /** Absent where there is no platform.yaml. */
  readonly platform?: SourceText;
  readonly blueprints: readonly SourceText[];
  readonly policies: readonly SourceText[];
  readonly tenants: readonly SourceText[];
  /** Code in `constructs/extra/`, as text: nobody has run it. */
  readonly constructs: readonly SourceText[];
  readonly stray: readonly Finding[];
}

/** Reads every source file below a platform's folder; throws OutsideError only where a folder itself can not be listed. */
export async function readSources(root: string): Promise<SourceTexts> {
  const [platform, blueprints, policies, tenants, constructs] = await Promise.all([
    readPlatformSource(root),
    listFolder(root, 'blueprints'),
    listFolder(root, 'policies'),
    listFolder(root, 'tenants'),
    readConstructs(root),
  ]);
  return {
    platform,
    blueprints: readAll(root, 'blueprints', blueprints),
    policies: readAll(root, 'policies', policies),
    tenants: readAll(root, 'tenants', tenants),
    constructs,
    stray: [
      ...strayFindings('blueprints', blueprints),
      ...strayFindings('policies', policies),
      ...strayFindings('tenants', tenants),
    ],
  };
}

/** platform.yaml alone. */
export async function readPlatformSource(root: string): Promise<SourceText | undefined> {
  const top = await listFolder(root, '');
  return top.some((entry) => entry.name === 'platform.yaml') ? readSource(root, 'platform.yaml') : undefined;
}

/** Modules directly in `constructs/extra/`, which is no link and neither is the folder that holds it. */
export async function readConstructs(root: string): Promise<SourceText[]> {
  for (const [parent, name] of constructSteps)
    if (!(await listFolder(root, parent)).some((entry) => entry.name === name && entry.isDirectory())) return [];
  const entries = await listFolder(root, constructFolder);
  const files = entries.map(({ name }) => `${constructFolder}/${name}`).filter((file) => constructFile.test(file));
  return files.map((file) => readSource(root, file));
}

async function listFolder(root: string, folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' && folder !== '') return [];
    throw new OutsideError(`the folder ${join(root, folder)} can not be read`, {
      hint: 'check that it exists and that you may read it',
      cause,
    });
  }
}

/** A folder called x.yaml counts: it stands where the file of x belongs, and x must not go unnoticed. */
const isSource = (entry: Dirent): boolean => entry.name.endsWith('.yaml') && !entry.name.startsWith('.');

function readAll(root: string, folder: string, entries: readonly Dirent[]): SourceText[] {
  return entries.filter(isSource).map((entry) => readSource(root, `${folder}/${entry.name}`));
}

/** All at once: to wait for each step of ten thousand small files takes several times as long as to read them. */
function readSource(root: string, file: string): SourceText {
  const refuse = (
    code: 'load/symlink' | 'load/too-large' | 'load/not-text' | 'load/unreadable',
    message: string,
    hint: string,
  ) => ({
    file,
    findings: [finding(code, { message, hint, place: { file, line: 1, column: 1 } })],
  });
  try {
    // O_NOFOLLOW and O_NONBLOCK: neither a link out of the folder nor a pipe that never ends is read.
    const handle = openSync(join(root, file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const status = fstatSync(handle);
      if (!status.isFile()) return refuse('load/unreadable', 'this is not a regular file', 'replace it by a YAML file');
      if (status.size > maximumSize)
        return refuse(
          'load/too-large',
          `this file has ${status.size} bytes, at most ${maximumSize} are read`,
          'split it, or remove what does not belong in it',
        );
      const text = decode(readFileSync(handle));
      return text === undefined
        ? refuse('load/not-text', 'this file is not UTF-8 text', 'save it as UTF-8')
        : { file, text, findings: [] };
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code === 'ELOOP')
      return refuse('load/symlink', 'this file is a symbolic link', 'replace the link by the file itself');
    return refuse('load/unreadable', `this file can not be read (${code})`, 'check its permissions');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function strayFindings(folder: string, entries: readonly Dirent[]): Finding[] {
  return entries
    .filter((entry) => !isSource(entry) && !entry.name.startsWith('.') && entry.name !== 'README.md')
    .map((entry) =>
      finding('load/stray-file', {
        message: `only *.yaml files directly in ${folder}/ are read`,
        hint: /\.ya?ml$/i.test(entry.name) ? 'rename it to end in .yaml' : `move it out of ${folder}/`,
        place: { file: `${folder}/${entry.name}` },
      }),
    );
}
