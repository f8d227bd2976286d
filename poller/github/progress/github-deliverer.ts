// Delivers messages of the outbox to GitHub, at least once, within a budget of writes. A message that GitHub will never take is dropped
// with a line in the log; all others are sent again.
import type { Message } from '../../history/outbox.js';
import type { Deliverer, Delivery } from '../../notify/deliver-due.js';
import type { GitHubAccess } from '../access.js';
import { githubClient } from '../client.js';
import { GitHubError, isStatus } from '../github-error.js';
import type { RepositoryName } from '../repository-name.js';
import { deliverPayload } from './deliver-payload.js';
import { githubTarget } from './github-desires.js';
import { payloadSchema } from './payload.js';

interface GitHubDelivererOptions {
  /** Asked for each message: an App's token ends after an hour. */
  readonly access: () => Promise<GitHubAccess>;
  /** Where the sources are. */
  readonly repository: RepositoryName;
  readonly budget: WriteBudget;
  /** One line for each message that GitHub will never take. */
  readonly log: (line: string) => void;
}

export function githubDeliverer(options: GitHubDelivererOptions): Deliverer {
  return { target: githubTarget, deliver: (message, signal) => deliver(options, message, signal) };
}

async function deliver(options: GitHubDelivererOptions, message: Message, signal: AbortSignal): Promise<Delivery> {
  const payload = payloadSchema.safeParse(message.payload);
  if (!payload.success) {
    options.log(`${message.subject}: the stored message is not one of this version, and is dropped`);
    return { done: true };
  }
  const access = await tryAccess(options);
  if ('done' in access) return access;
  try {
    const client = githubClient({
      ...access,
      signal,
      retries: 0,
      patience,
      beforeWrite: () => options.budget.take(signal),
    });
    return {
      done: true,
      receipt: await deliverPayload({ client, repository: options.repository }, payload.data, message.receipt),
    };
  } catch (error) {
    if (isStatus(error, 404) && !(await isVisible(options, access, signal))) return outOfSight(error);
    return refusal(error, (why) => options.log(`${message.subject}: given up, ${why}`));
  }
}

/** GitHub answers 404 for a repository that a token may not see: then it is not the message that is wrong. */
async function isVisible(
  { repository }: GitHubDelivererOptions,
  access: GitHubAccess,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await githubClient({ ...access, signal, retries: 0, patience }).octokit.rest.repos.get({ ...repository });
    return true;
  } catch {
    return false;
  }
}

function outOfSight(error: unknown): Delivery {
  return { done: false, wholeTarget: true, error: lineOf(error), retryAfterSeconds: untilPermitted };
}

/** What refuses an App its token is about all messages, and about none of them. */
async function tryAccess({ access }: GitHubDelivererOptions): Promise<GitHubAccess | Delivery> {
  try {
    return await access();
  } catch (error) {
    return { done: false, wholeTarget: true, error: lineOf(error) };
  }
}

/** Milliseconds for the few requests of one message, with their waits for the budget. */
const patience = 180_000;

/** No message can be what GitHub means, or what it names is gone. */
const hopeless = [404, 410, 422];

/** Seconds: a permission that is missing is not given within minutes. */
const untilPermitted = 15 * 60;

function refusal(error: unknown, giveUp: (why: string) => void): Delivery {
  if (!(error instanceof GitHubError)) return { done: false, wholeTarget: false, error: lineOf(error) };
  const { retryAfterSeconds, status, message } = error;
  if (isHopeless(error)) {
    giveUp(message);
    return { done: true };
  }
  if (retryAfterSeconds !== undefined) return { done: false, wholeTarget: true, error: message, retryAfterSeconds };
  if (status === 403) return { done: false, wholeTarget: false, error: message, retryAfterSeconds: untilPermitted };
  return { done: false, wholeTarget: status === undefined || status === 401 || status >= 500, error: message };
}

function isHopeless(error: GitHubError): boolean {
  return isStatus(error, ...hopeless) || (isStatus(error, 403) && / locked/i.test(error.message));
}

function lineOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface WriteBudget {
  /** Waits until one more write may be made; throws where the signal says so meanwhile. */
  take(signal: AbortSignal): Promise<void>;
}

interface BudgetClock {
  /** Milliseconds that only run forwards. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const limits = [
  { writes: 60, milliseconds: 60_000 },
  { writes: 400, milliseconds: 3_600_000 },
] as const;

export function writeBudget({ now, sleep }: BudgetClock): WriteBudget {
  const buckets = limits.map((limit) => bucket(limit, now()));
  return {
    take: async (signal) => {
      signal.throwIfAborted();
      // Taken before the wait, so that each of several that wait gets a moment of its own.
      const wait = Math.max(...buckets.map((take) => take(now())));
      if (wait > 0) await sleep(wait, signal);
    },
  };
}

/** Half of a limit at once, and half of it evenly: so no minute and no hour ever has more than the whole. */
function bucket({ writes, milliseconds }: (typeof limits)[number], start: number): (now: number) => number {
  const most = writes / 2;
  const pace = milliseconds / (writes - most);
  let [tokens, filled] = [most, start];
  return (now) => {
    tokens = Math.min(most, tokens + (now - filled) / pace) - 1;
    filled = now;
    return tokens >= 0 ? 0 : -tokens * pace;
  };
}
