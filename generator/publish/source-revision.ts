// The sources as a revision of the source repository has them: for a diff between two revisions, without touching the working tree.
import { posix } from 'node:path';
import { OutsideError } from '../../constructs/base/finding.js';
import { constructFile, type SourceText, type SourceTexts } from '../read/read-sources.js';
import type { Tree } from '../tree/tree.js';
import { askGit, askPlumbing, git } from './git.js';
import { gitTree } from './git-tree.js';

/** Texts below a platform's folder at a revision; throws OutsideError for a revision or folder that git does not know. */
export async function readSourcesAt(root: string, revision: string): Promise<SourceTexts> {
  const { tree, prefix } = await treeAt(root, revision);
  const paths = [...(await tree.list()).keys()].filter((path) => isSource(path, prefix)).sort();
  const texts = await tree.read(paths);
  const sources = paths.map(
    (path): SourceText => ({ file: path.slice(prefix.length), text: texts.get(path) ?? '', findings: [] }),
  );
  const platform = sources.find(({ file }) => file === 'platform.yaml');
  return {
    platform,
    blueprints: sources.filter(({ file }) => file.startsWith('blueprints/')),
    policies: sources.filter(({ file }) => file.startsWith('policies/')),
    tenants: sources.filter(({ file }) => file.startsWith('tenants/')),
    constructs: sources.filter(({ file }) => constructFile.test(file)),
    stray: [],
  };
}

/** A file's text at a revision, by its path from a platform's folder; undefined where git has none there. */
export async function tryReadFileAt(root: string, revision: string, path: string): Promise<string | undefined> {
  const { tree, prefix } = await treeAt(root, revision);
  const whole = posix.join(prefix, path);
  return (await tree.list()).has(whole) ? (await tree.read([whole])).get(whole) : undefined;
}

/** Git's blob ids of the files in a folder of a platform at a revision, by path from that folder; empty where it has none. */
export async function listFolderAt(
  root: string,
  revision: string,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const { tree, prefix } = await treeAt(root, revision);
  const start = posix.join(prefix, folder, '/');
  const files = [...(await tree.list())].filter(([path]) => path.startsWith(start));
  return new Map(files.map(([path, id]) => [path.slice(start.length), id]));
}

/** Throws OutsideError where what is checked out does not build on a revision: others' later work would look undone. */
export async function requireAncestor(root: string, revision: string): Promise<void> {
  const commit = await findCommit(root, revision);
  const answer = await askPlumbing(['-C', root, 'merge-base', '--is-ancestor', commit, 'HEAD']);
  if (answer.code === 0) return;
  throw new OutsideError(`what is checked out in ${root} does not build on ${revision}`, {
    hint: `bring it up to date first: git merge ${revision}`,
  });
}

async function treeAt(root: string, revision: string): Promise<{ tree: Tree; prefix: string }> {
  const commit = await findCommit(root, revision);
  const [gitDir, prefix] = await Promise.all([
    git(['-C', root, 'rev-parse', '--absolute-git-dir']),
    git(['-C', root, 'rev-parse', '--show-prefix']),
  ]);
  return { tree: gitTree(gitDir, commit), prefix };
}

async function findCommit(root: string, revision: string): Promise<string> {
  const answer = await askGit([
    '-C',
    root,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (answer.code === 0) return answer.output.toString('utf8').trim();
  throw new OutsideError(`${revision} is no revision of the repository at ${root}`, {
    hint: 'name a commit, a branch or a tag that is fetched; in CI check out with the whole history',
  });
}

function isSource(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  const file = path.slice(prefix.length);
  return /^(?:platform\.yaml|(?:blueprints|policies|tenants)\/[^/]+\.yaml)$/.test(file) || constructFile.test(file);
}
