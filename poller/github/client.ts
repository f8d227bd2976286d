// A client of GitHub's API: Octokit with pauses between writes, retries, and one time limit for all of it. The token is sent in a header
// only. Every failure is a GitHubError that says what to do.

import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { GitHubAccess } from './access.js';
import { githubError } from './github-error.js';

export interface GitHubClient {
  readonly octokit: Octokit;
  /** How many requests were asked for; one that is sent again counts once. */
  calls(): number;
}

export interface ClientOptions extends GitHubAccess {
  /** Milliseconds that all requests together may take, with the waits that GitHub asks for. @default two minutes */
  readonly patience?: number;
  /** Milliseconds that a second of waiting takes: less only against a server of one's own. @default 1000 */
  readonly second?: number;
  /** How often a request that failed is sent again. @default 3 */
  readonly retries?: number;
  /** Ends all requests. */
  readonly signal?: AbortSignal;
  /** Waited for before each request that makes or changes something. */
  readonly beforeWrite?: () => Promise<void>;
}

const defaultPatience = 120_000;
/** What asking again does not change. 403 and 429 are the throttle's, which waits as long as GitHub says. */
const final = [400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 451];

const Client = Octokit.plugin(stopAtTheEnd, throttling, retry).defaults({ userAgent: 'tenantry' });

/** Makes a client; nothing is asked yet. */
export function githubClient({
  token,
  apiUrl,
  patience = defaultPatience,
  second = 1000,
  retries: mostRetries = 3,
  signal,
  beforeWrite,
}: ClientOptions): GitHubClient {
  const deadline = Date.now() + patience;
  const mayWait = (seconds: number, _options: unknown, _octokit: unknown, retries: number) =>
    retries < mostRetries && Date.now() + seconds * second < deadline;
  const octokit = new Client({
    auth: token,
    baseUrl: apiUrl,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal === undefined ? [] : [signal])]) },
    retry: { doNotRetry: final, retries: mostRetries, retryAfterBaseValue: second },
    throttle: {
      // A queue for each client: GitHub counts by token, and another client may have another one.
      id: crypto.randomUUID(),
      retryAfterBaseValue: second,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
    },
  });
  let calls = 0;
  octokit.hook.wrap('request', async (request, options) => {
    calls += 1;
    try {
      if (beforeWrite !== undefined && isWrite(options)) await beforeWrite();
      return await request(options);
    } catch (error) {
      throw githubError(error, options);
    }
  });
  return { octokit, calls: () => calls };
}

/** Questions in GraphQL are asked by POST. */
function isWrite({ method, url }: { readonly method: string; readonly url: string }): boolean {
  return method !== 'GET' && url !== '/graphql';
}

/** Once the time is over nothing is asked again; `throttle` and `retry` come after this and obey. */
function stopAtTheEnd(
  { hook }: Pick<Octokit, 'hook'>,
  { request }: { readonly request?: { readonly signal?: AbortSignal } },
): object {
  hook.error('request', (error, options) => {
    if (request?.signal?.aborted === true) options.request.retries = 0;
    throw error;
  });
  return {};
}

function silent(): void {}

export function pathPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'));
}

/** A branch's name keeps its slashes. */
export function branchPath(branch: string): string {
  return branch.split('/').map(pathPart).join('/');
}
