// What GitHub or the way to it refused, as an OutsideError with a hint by HTTP status.
import { type OutsideDetails, OutsideError } from '../../constructs/base/finding.js';
import { scrubbed } from '../../generator/publish/git.js';
import { neededPermission } from './access.js';

export class GitHubError extends OutsideError {
  /** HTTP status; undefined where GitHub was not reached. */
  readonly status: number | undefined;
  /** The types of GraphQL's errors, as STALE_DATA. */
  readonly types: readonly string[];
  /** Set where GitHub limits requests: nothing is taken before that many seconds. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { status, types = [], retryAfterSeconds, ...details }: GitHubErrorDetails) {
    super(message, details);
    this.name = 'GitHubError';
    this.status = status;
    this.types = types;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface GitHubErrorDetails extends OutsideDetails {
  readonly status?: number | undefined;
  readonly types?: readonly string[];
  readonly retryAfterSeconds?: number | undefined;
}

/** What was asked for: a route as Octokit writes it. */
interface GitHubRequest {
  readonly method: string;
  readonly url: string;
  readonly baseUrl?: string;
}

/** Wraps what a request threw. */
export function githubError(error: unknown, asked: GitHubRequest): GitHubError {
  if (error instanceof GitHubError) return error;
  const failure = readFailure(error);
  const route = `${asked.method} ${asked.url}`;
  if (failure.status === undefined)
    return new GitHubError(`GitHub can not be reached at ${scrubbed(asked.baseUrl ?? '')}: ${failure.said}`, {
      hint: 'check the network and GITHUB_API_URL, then run again: it does not matter how far this run came',
      cause: error,
    });
  const { hint } = answers.find(({ fits }) => fits(failure)) ?? { hint: () => undefined };
  const advice = hint(failure, route);
  return new GitHubError(`GitHub answered ${failure.status} to ${route}: ${failure.said}`, {
    status: failure.status,
    retryAfterSeconds: isLimited(failure) ? waitOf(failure.headers) : undefined,
    hint: advice,
    cause: error,
  });
}

/** True for an answer of that status. */
export function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof GitHubError && error.status !== undefined && statuses.includes(error.status);
}

/** True where GitHub takes nothing for a while, whatever it is. */
export function isRateLimit(error: unknown): boolean {
  return error instanceof GitHubError && error.retryAfterSeconds !== undefined;
}

interface Failure {
  readonly status: number | undefined;
  readonly said: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

interface AnswerHint {
  readonly fits: (failure: Failure) => boolean;
  readonly hint: (failure: Failure, route: string) => string | undefined;
}

const limited = ({ status, said, headers }: Failure) =>
  status === 429 ||
  /rate limit/i.test(said) ||
  headers['x-ratelimit-remaining'] === '0' ||
  headers['retry-after'] !== undefined;

function isLimited(failure: Failure): boolean {
  return (failure.status ?? 500) < 500 && limited(failure);
}

const answers: readonly AnswerHint[] = [
  {
    fits: isLimited,
    hint: ({ headers }) => `GitHub limits requests: run again ${waitText(headers)}`,
  },
  {
    fits: ({ status }) => status === 401,
    hint: () => 'the token in GITHUB_TOKEN or GH_TOKEN is wrong or has ended: make a new one',
  },
  {
    fits: ({ status }) => status === 403,
    hint: ({ headers }, route) => `give the token the permission ${neededPermission(route, headers)}`,
  },
  {
    fits: ({ status }) => status === 404,
    hint: (_, route) =>
      `check the repository’s name, and that the token may see it with the permission ${neededPermission(route, {})}: GitHub says 404 for both`,
  },
  {
    fits: ({ status }) => status === 409,
    hint: () => 'somebody changed it at the same time, or the repository is empty: run again',
  },
  { fits: ({ status }) => status === 422, hint: () => 'GitHub does not accept what was sent: correct what it names' },
  { fits: ({ status = 0 }) => status >= 500, hint: () => 'GitHub has trouble (githubstatus.com): run again later' },
];

/** Seconds; a minute where GitHub does not say (docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api). */
function waitOf(headers: Failure['headers']): number {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return seconds;
  const reset = headers['x-ratelimit-remaining'] === '0' ? Number(headers['x-ratelimit-reset']) : 0;
  return reset > 0 ? Math.max(1, Math.ceil(reset - Date.now() / 1000)) : 60;
}

function waitText(headers: Failure['headers']): string {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return `in ${seconds} seconds`;
  const reset = Number(headers['x-ratelimit-reset']);
  return reset > 0 ? `after ${new Date(reset * 1000).toISOString()}` : 'in a few minutes';
}

const longestSaid = 500;

/** Octokit gives status 500 to what never got an answer, and leaves the answer out. */
function readFailure(error: unknown): Failure {
  const response = property(error, 'response');
  const status = property(response, 'status');
  const headers = property(response, 'headers');
  const said = error instanceof Error ? error.message : String(error);
  return {
    status: typeof status === 'number' ? status : undefined,
    said: scrubbed(said).replaceAll(/\s+/g, ' ').slice(0, longestSaid),
    headers: typeof headers === 'object' && headers !== null ? { ...headers } : {},
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
