// Finds the repository on GitHub: as a person names it, as GitHub Actions names it, or from git's remote `origin`.
import { OutsideError } from '../../constructs/base/finding.js';
import { askGit } from '../../generator/publish/git.js';
import { serverUrl } from './access.js';

/** As Octokit takes it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** `named` is `owner/name`; throws OutsideError where nothing names a repository. */
export async function findRepository(
  root: string,
  named: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<RepositoryName> {
  const text = named ?? (environment.GITHUB_REPOSITORY || (await remoteName(root, serverUrl(environment))));
  const repository = text === undefined ? undefined : parseRepository(text);
  if (repository !== undefined) return repository;
  throw new OutsideError(
    text === undefined
      ? 'nothing says which repository on GitHub is meant'
      : 'the repository is not named as owner/name',
    { hint: 'give --repository owner/name, or run it in a clone whose remote origin is on GitHub' },
  );
}

/** Undefined for what is no `owner/name`. */
export function parseRepository(text: string): RepositoryName | undefined {
  const [, owner, repo] = /^([A-Za-z0-9][\w-]{0,38})\/([\w.-]{1,100})$/.exec(text) ?? [];
  return owner === undefined || repo === undefined || /^\.+$/.test(repo) ? undefined : { owner, repo };
}

/** `owner/name` of a remote's address on that server, in any of git's ways to write it. */
export function parseRemote(address: string, server: string): string | undefined {
  const host = new URL(server).hostname;
  const [, named, path] =
    /^(?:https:\/\/|ssh:\/\/)(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/.exec(address) ??
    /^(?:[^@/]+@)?([^/:]+):(.+)$/.exec(address) ??
    [];
  return named === host ? path?.replace(/\/+$/, '').replace(/\.git$/, '') : undefined;
}

async function remoteName(root: string, server: string): Promise<string | undefined> {
  const answer = await askGit(['-C', root, 'remote', 'get-url', 'origin']);
  return answer.code === 0 ? parseRemote(answer.output.toString('utf8').trim(), server) : undefined;
}
