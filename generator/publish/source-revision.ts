// The sources as a revision of the source repository has them: for a diff between two revisions, without touching the working tree.

import { OutsideError } from '../finding/outside-error.js';
import type { SourceText, SourceTexts } from '../load/read-sources.js';
import { askGit, git } from './git.js';
import { gitTree } from './git-tree.js';

/** Texts below a platform's folder at a revision; throws OutsideError for a revision or folder that git does not know. */
export async function readSourcesAt(root: string, revision: string): Promise<SourceTexts> {
  const commit = await findCommit(root, revision);
  const [gitDir, prefix] = await Promise.all([
    git(['-C', root, 'rev-parse', '--absolute-git-dir']),
    git(['-C', root, 'rev-parse', '--show-prefix']),
  ]);
  const tree = gitTree(gitDir, commit);
  const paths = [...(await tree.list()).keys()].filter((path) => isSource(path, prefix)).sort();
  const texts = await tree.read(paths);
  const sources = paths.map(
    (path): SourceText => ({ file: path.slice(prefix.length), text: texts.get(path) ?? '', findings: [] }),
  );
  const platform = sources.find(({ file }) => file === 'platform.yaml');
  return {
    ...(platform === undefined ? {} : { platform }),
    blueprints: sources.filter(({ file }) => file.startsWith('blueprints/')),
    tenants: sources.filter(({ file }) => file.startsWith('tenants/')),
    stray: [],
  };
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
  return (
    path.startsWith(prefix) &&
    /^(?:platform\.yaml|(?:blueprints|tenants)\/[^/]+\.yaml)$/.test(path.slice(prefix.length))
  );
}
