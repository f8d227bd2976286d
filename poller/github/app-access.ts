// Access as a GitHub App: its key signs a short pass, and the pass gets a token of the repository's installation for an hour
// (docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app). Only Apps may make check runs.

import appJwt from 'universal-github-app-jwt';
import { OutsideError } from '../../constructs/base/finding.js';
import { apiUrlOf, type GitHubAccess, githubAccess } from './access.js';
import { githubClient } from './client.js';
import type { RepositoryName } from './repository-name.js';

/** Whether the environment lets us into GitHub at all. */
export function hasAccess({ GITHUB_TOKEN, GH_TOKEN, GITHUB_APP_ID }: NodeJS.ProcessEnv): boolean {
  return Boolean(GITHUB_APP_ID || GITHUB_TOKEN || GH_TOKEN);
}

/**
 * For who goes on for long: an App's token is asked for anew before it ends. Without an App the token of the environment counts.
 * Throws OutsideError where something is missing; what it gives throws GitHubError where GitHub refuses.
 */
export function lastingAccess(
  environment: NodeJS.ProcessEnv,
  repository: RepositoryName,
  now: () => number,
): () => Promise<GitHubAccess> {
  if (!environment.GITHUB_APP_ID) {
    const access = githubAccess(environment);
    return async () => access;
  }
  const app = appOf(environment);
  const apiUrl = apiUrlOf(environment);
  let current: Token | undefined;
  return async () => {
    if (current === undefined || current.endsAt - now() < margin) current = await askForToken(app, apiUrl, repository);
    return { token: current.token, apiUrl };
  };
}

interface App {
  readonly id: string;
  /** PEM. */
  readonly privateKey: string;
}

interface Token {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** Milliseconds: a message is on its way for three minutes at most. */
const margin = 5 * 60_000;

/** An environment that can hold one line only has its key with `\n` written out. */
function appOf({ GITHUB_APP_ID = '', GITHUB_APP_PRIVATE_KEY = '' }: NodeJS.ProcessEnv): App {
  const privateKey = GITHUB_APP_PRIVATE_KEY.replaceAll('\\n', '\n').trim();
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[\s\S]+-----END/.test(privateKey)) return { id: GITHUB_APP_ID, privateKey };
  throw new OutsideError('GITHUB_APP_PRIVATE_KEY holds no private key', {
    hint: 'set it to the PEM file that GitHub gave for the App, or set GITHUB_TOKEN instead of GITHUB_APP_ID',
  });
}

async function askForToken({ id, privateKey }: App, apiUrl: string, repository: RepositoryName): Promise<Token> {
  const { token: pass } = await appJwt({ id, privateKey });
  const { octokit } = githubClient({ token: pass, apiUrl, retries: 0 });
  const { data: installation } = await octokit.rest.apps.getRepoInstallation({ ...repository });
  const { data } = await octokit.rest.apps.createInstallationAccessToken({
    installation_id: installation.id,
    repositories: [repository.repo],
    permissions: { checks: 'write', contents: 'read', deployments: 'write', pull_requests: 'write', statuses: 'write' },
  });
  return { token: data.token, endsAt: Date.parse(data.expires_at) };
}
