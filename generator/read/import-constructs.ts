// The edge that runs code of the platform's own: imports the texts of `constructs/extra/*.mjs` as modules. It writes the texts that
// were read into an empty folder, so that exactly the reviewed code runs. The only packages there are Tenantry's own cdk8s packages.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ConstructModule,
  type ConstructModules,
  constructModule,
  faultOf,
} from '../../constructs/base/construct-modules.js';
import { constructFolder, type SourceText } from './read-sources.js';

/** Imports every file; one that fails is told in its place, and keeps no other from being imported. */
export async function importConstructs(sources: readonly SourceText[]): Promise<ConstructModules> {
  if (sources.length === 0) return new Map();
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-constructs-'));
  try {
    await linkPackages(join(folder, 'node_modules'));
    for (const { file, text } of sources)
      if (text !== undefined) await writeFile(join(folder, basename(file)), text, { mode: 0o600 });
    const modules = new Map<string, ConstructModule>();
    for (const { file, text } of sources)
      modules.set(basename(file, '.mjs'), await importOne(join(folder, basename(file)), text));
    return modules;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Packages that constructs may import; each is loaded once, with Tenantry's own version, and only where a construct imports it. */
const packages = ['cdk8s', 'cdk8s-plus-29', 'constructs'] as const;

async function linkPackages(folder: string): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  await mkdir(folder);
  for (const name of packages) await symlink(dirname(resolve(`${name}/package.json`)), join(folder, name), 'dir');
}

async function importOne(path: string, text: string | undefined): Promise<ConstructModule> {
  if (text === undefined) return { fault: 'its file can not be read' };
  try {
    const exported: { readonly default?: unknown } = await import(pathToFileURL(path).href);
    return constructModule(exported.default);
  } catch (error) {
    return { fault: faultOf(error).replaceAll(dirname(path), constructFolder) };
  }
}
