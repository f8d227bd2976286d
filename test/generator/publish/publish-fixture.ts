// A place to publish to, and trees to publish: what the tests of publishing share.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Prepared, PublishOptions } from '../../../generator/publish/publish.js';
import type { RenderedTree } from '../../../generator/render/render-tenant.js';
import { reconcile } from '../../../generator/tree/reconcile.js';
import type { Tree } from '../../../generator/tree/tree.js';
import { listOf, sampleTenant, sampleTree } from '../../sample-tree.js';
import { temporaryFolder } from '../../temporary-folder.js';

export const branch = 'main';
export const atOnce = async () => {};

export function gitIn(gitDir: string, ...argv: readonly string[]): string {
  return execFileSync('git', [`--git-dir=${gitDir}`, ...argv], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

export function preparing(
  rendered: RenderedTree,
  remove: readonly string[] = [],
): (tree: Tree, head?: string) => Promise<Prepared> {
  return async (tree: Tree): Promise<Prepared> => {
    const current = await tree.list();
    const changes = reconcile({ current, rendered, keep: new Set(), remove: new Set(remove) });
    return { changes, message: `publish ${rendered.tenants.map(({ id }) => id).join(' ')}\n` };
  };
}

export const rendering = (...ids: readonly string[]) => preparing(sampleTree(ids.map((id) => sampleTenant(id))));
export const filesOf = (...ids: readonly string[]) => {
  const { tenants, shared } = sampleTree(ids.map((id) => sampleTenant(id)));
  return listOf(new Map([...tenants.flatMap(({ files }) => files), ...shared].map(({ path, text }) => [path, text])));
};

export function publishedFiles(gitDir: string, of: string = branch): Map<string, string> {
  const lines = gitIn(gitDir, 'ls-tree', '-r', of).split('\n');
  return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(12, 52)]));
}

/** Where a test publishes to: a path that is made on first use, or a URL whose repository is there. */
export function place(kind: 'path' | 'URL'): { gitDir: string; options: Omit<PublishOptions, 'prepare'> } {
  const folder = temporaryFolder();
  const gitDir = join(folder, 'gitops.git');
  if (kind === 'URL') execFileSync('git', ['init', '--quiet', '--bare', `--initial-branch=${branch}`, gitDir]);
  const location = kind === 'path' ? gitDir : `file://${gitDir}`;
  return { gitDir, options: { location, branch, cacheFolder: join(folder, 'cache'), backOff: atOnce } };
}
