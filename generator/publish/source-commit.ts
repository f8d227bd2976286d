// Which source commit is being rendered; it goes into the message of the published commit, and closes the loop back to it.
import { isoSeconds, parseSourceTrailers, type SourceFacts, sourceTrailersFormat } from '../tree/source-trailers.js';
import { askGit, git } from './git.js';

/** Of what is checked out. */
export interface SourceCommit extends SourceFacts {
  /** True where the files that are rendered are not those of the commit. */
  readonly modified: boolean;
}

/** What is checked out in a folder; `undefined` outside a git checkout, before its first commit, and where git can not tell. */
export async function tryFindSourceCommit(folder: string): Promise<SourceCommit | undefined> {
  // Loaded here and nowhere else: it takes 60 to 120 ms.
  const { simpleGit } = await import('simple-git');
  try {
    const git = simpleGit({ baseDir: folder, allowEnvironment: Object.keys(withoutLocks) }).env(readingEnvironment());
    const facts = factsOf(await git.raw(['log', '-1', `--format=${format}`, 'HEAD']));
    const status = await git.status(['--', ...sources]);
    return { ...facts, modified: !status.isClean() };
  } catch {
    return undefined;
  }
}

const format = '%H%x1f%at%x1f%ct%x1f%s';

function factsOf(record: string): SourceFacts {
  const [commit = '', written = '', merged = '', subject = ''] = record.trim().split('\u001f');
  const [, byMerge, bySquash] = pullRequest.exec(subject) ?? [];
  const number = byMerge ?? bySquash;
  return {
    commit,
    requestedAt: isoSeconds(written),
    mergedAt: isoSeconds(merged),
    pullRequest: number === undefined ? undefined : Number(number),
  };
}

/** As GitHub writes the subject of a merge commit, and of a squashed or rebased one. */
const pullRequest = /^Merge pull request #([1-9]\d{0,8}) |\(#([1-9]\d{0,8})\)$/;

/** What is rendered; a change of anything else, as of `dist/`, leaves the published commit what its source commit says. */
const sources = ['platform.yaml', 'blueprints', 'tenants'];

/** Only what git needs to find itself and its settings: no program and no other repository that the environment names. */
function readingEnvironment(): Record<string, string> {
  const passed = ['PATH', 'HOME', 'XDG_CONFIG_HOME'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), LC_ALL: 'C', ...withoutLocks };
}

/** Looking at the state of a checkout must not get in the way of whoever works in it (git-status(1), background refresh). */
const withoutLocks = { GIT_OPTIONAL_LOCKS: '0' };

/** Path of a folder in the repository that it is checked out in; empty at the repository's root and outside of one. */
export async function folderInRepository(root: string): Promise<string> {
  const answer = await askGit(['-C', root, 'rev-parse', '--show-prefix']);
  return answer.code === 0 ? answer.output.toString('utf8').trim().replace(/\/$/, '') : '';
}

/** `undefined` where that commit does not say, or is not in a repository without history. */
export async function tryFindPublishedSource(
  gitDir: string,
  head: string,
  folder: string,
): Promise<SourceFacts | undefined> {
  const format = `--format=${sourceTrailersFormat('%x1f')}`;
  const output = await git([
    ...[`--git-dir=${gitDir}`, '--literal-pathspecs', 'log', '-1', '--first-parent', '-m', format, head, '--', folder],
  ]);
  return parseSourceTrailers(output.split('\u001f'));
}
