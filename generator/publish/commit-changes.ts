// Makes one commit of changes with `git fast-import`, on a temporary ref that nobody follows. The branch is moved by others.

import { compareText } from '../../constructs/base/order.js';
import type { RenderedFile } from '../render/render-tenant.js';
import type { Changes } from '../tree/reconcile.js';
import { askGit, git, plumb, removeCrashReports } from './git.js';

export interface CommitInput {
  readonly gitDir: string;
  /** Absent for the first commit of a branch. */
  readonly parent?: string;
  readonly changes: Pick<Changes, 'puts' | 'deletes'>;
  readonly message: string;
  /** Full name of the temporary ref. */
  readonly ref: string;
}

/** Gives the commit's SHA; throws OutsideError, and then the ref does not exist. */
export async function commitChanges(input: CommitInput): Promise<string> {
  const repository = `--git-dir=${input.gitDir}`;
  const committer = await committerOf(repository);
  // Its lowest level of compression is three times as fast and, on texts that differ little, hardly larger.
  const config = ['pack.compression=1'];
  const given = { config, environment: roomyHeap, input: inBatches(commands(input, committer)) };
  await plumb([repository, 'fast-import', '--quiet', '--done'], given).finally(() => removeCrashReports(input.gitDir));
  return git([repository, 'rev-parse', '--verify', '--end-of-options', `${input.ref}^{commit}`]);
}

/**
 * zlib asks for 260 KB for each object. glibc gives such blocks back to the system and takes them anew, which is half of the time of
 * an import; with room above its heap it keeps them (mallopt(3), M_TOP_PAD, in bytes). Others do not know the variable.
 */
const roomyHeap = { MALLOC_TOP_PAD_: '16777216' };

/** `Name <email> seconds zone`, from GIT_COMMITTER_* or git's configuration. */
async function committerOf(repository: string): Promise<string> {
  const answer = await askGit([repository, 'var', 'GIT_COMMITTER_IDENT']);
  if (answer.code === 0) return answer.output.toString('utf8').trim();
  return `Tenantry <tenantry@localhost> ${Math.floor(Date.now() / 1000)} +0000`;
}

/** Texts of at least `batchSize` characters, so that git is not written to for every line. */
function* inBatches(lines: Iterable<string>): Generator<string> {
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length < batchSize) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}

const batchSize = 256 * 1024;

/** The format of git-fast-import(1); without `done` at its end, git takes none of it. */
function* commands({ ref, parent, changes, message }: CommitInput, committer: string): Generator<string> {
  yield `commit ${ref}\ncommitter ${committer}\n${dataOf(message)}`;
  if (parent !== undefined) yield `from ${parent}\n`;
  for (const path of changes.deletes) yield `D ${quoted(path)}\n`;
  for (const { path, text } of inDeltaOrder(changes.puts)) yield `M 100644 inline ${quoted(path)}\n${dataOf(text)}`;
  yield 'done\n';
}

/** Files of one name side by side: fast-import stores each as a difference from the one before. */
function inDeltaOrder(files: readonly RenderedFile[]): readonly RenderedFile[] {
  const nameOf = ({ path }: RenderedFile) => path.slice(path.lastIndexOf('/') + 1);
  const named = files.map((file) => ({ file, name: nameOf(file) }));
  named.sort((a, b) => compareText(a.name, b.name) || compareText(a.file.path, b.file.path));
  return named.map(({ file }) => file);
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
