// How fast we may write to GitHub: about 80 writes a minute and 500 an hour are its limits for one token
// (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api), and others use the token too. All writers share one budget.

export interface WriteBudget {
  /** Waits until one more write may be made; throws where the signal says so meanwhile. */
  take(signal: AbortSignal): Promise<void>;
}

export interface BudgetClock {
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
