// Where GitHub is, and the token for it. Both come from the environment only: arguments appear in process lists and logs.
import { OutsideError } from '../../constructs/base/finding.js';

export interface GitHubAccess {
  readonly token: string;
  /** As `https://api.github.com`, or `https://<host>/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string;
}

/** Throws OutsideError where there is no token, or the address would send it in the clear. */
export function githubAccess(environment: NodeJS.ProcessEnv = process.env): GitHubAccess {
  const token = [environment.GITHUB_TOKEN, environment.GH_TOKEN].map((text) => text?.trim()).find(Boolean);
  if (token === undefined)
    throw new OutsideError('there is no token for GitHub', {
      hint: 'set GITHUB_TOKEN or GH_TOKEN in the environment; on a laptop: GH_TOKEN=$(gh auth token)',
    });
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new OutsideError('the token for GitHub holds white space or other characters that no token has', {
      hint: 'set GITHUB_TOKEN or GH_TOKEN to the token alone',
    });
  return { token, apiUrl: apiUrlOf(environment) };
}

/** The web address of GitHub, as `https://github.com`: links and git remotes begin with it. */
export function serverUrl(environment: NodeJS.ProcessEnv = process.env): string {
  return (environment.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '');
}

/** Throws OutsideError where the address would send a token in the clear. */
export function apiUrlOf({ GITHUB_API_URL }: NodeJS.ProcessEnv): string {
  const text = (GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '');
  const safe = URL.canParse(text) && (new URL(text).protocol === 'https:' || loopback.has(new URL(text).hostname));
  if (safe) return text;
  throw new OutsideError('GITHUB_API_URL is no https address', {
    hint: 'set it as https://github.example/api/v3, or leave it out for github.com',
  });
}

/** This machine's own names: nobody listens in. */
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const permissions = [
  { route: /\/check-runs/, permission: 'checks' },
  { route: /\/statuses\//, permission: 'statuses' },
  { route: /\/deployments/, permission: 'deployments' },
  { route: /\/issues\/|\/pulls/, permission: 'pull-requests' },
  { route: /\/git\/|\/contents\/|\/graphql/, permission: 'contents' },
] as const;

/** As `checks: write`; `headers` are those of GitHub's refusal. */
export function neededPermission(route: string, headers: Readonly<Record<string, unknown>>): string {
  const named = headers['x-accepted-github-permissions'];
  if (typeof named === 'string' && /^[a-z_=;, ]+$/.test(named)) return spelt(named);
  const level = /^(?:GET|HEAD) /.test(route) ? 'read' : 'write';
  const permission = permissions.find(({ route: pattern }) => pattern.test(route))?.permission ?? 'metadata';
  return `${permission}: ${level}`;
}

/** `issues=write; pull_requests=write` lists alternatives, each with commas between what it needs together. */
function spelt(named: string): string {
  return named
    .split(';')
    .map((choice) => choice.trim().replaceAll('=', ': ').replaceAll('_', '-').replaceAll(/,\s*/g, ' and '))
    .join(' or ');
}
