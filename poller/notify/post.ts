// Posts to a receiver. It follows no redirect, because the address was reviewed, and no error contains the address, which may be a
// secret.
import type { Delivery } from './deliver-due.js';

/** Milliseconds. */
const timeout = 10_000;

interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function post({ url, headers, body }: Post, signal: AbortSignal): Promise<Delivery> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'tenantry', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    });
    await response.body?.cancel();
    return response.ok ? { done: true } : refusal(response);
  } catch (error) {
    return { done: false, wholeTarget: true, error: `can not be reached (${reason(error)})` };
  }
}

/** Refusals of this one message; all others are of whoever knocks. */
const ofTheMessage: ReadonlySet<number> = new Set([400, 409, 413, 422]);

function refusal({ status, headers }: Response): Delivery {
  const after = headers.get('retry-after');
  const seconds = after === null ? undefined : secondsUntil(after);
  return {
    done: false,
    wholeTarget: !ofTheMessage.has(status),
    error:
      status >= 300 && status < 400
        ? `answered with a redirect (${status}), which is not followed`
        : `answered ${status}`,
    retryAfterSeconds: seconds,
  };
}

/** Seconds or a date (RFC 9110, 10.2.3); undefined for anything else. */
function secondsUntil(after: string): number | undefined {
  const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** As ECONNREFUSED; fetch hides it in a cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name === 'TimeoutError' ? `no answer within ${timeout / 1000} s` : error.name;
}
