// Which source commit is being rendered; it goes into the message of the published commit, and closes the loop back to it.

export interface SourceCommit {
  /** SHA of what is checked out. */
  readonly commit: string;
  /** True where the files that are rendered are not those of the commit. */
  readonly modified: boolean;
}

/** What is checked out in a folder; `undefined` outside a git checkout, before its first commit, and where git can not tell. */
export async function tryFindSourceCommit(folder: string): Promise<SourceCommit | undefined> {
  // Loaded here and nowhere else: it takes 60 to 120 ms.
  const { simpleGit } = await import('simple-git');
  try {
    const git = simpleGit({ baseDir: folder, allowEnvironment: Object.keys(withoutLocks) }).env(readingEnvironment());
    const commit = await git.revparse(['--verify', 'HEAD^{commit}']);
    const status = await git.status(['--', ...sources]);
    return { commit, modified: !status.isClean() };
  } catch {
    return undefined;
  }
}

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
