import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBudget } from '../../../../poller/github/progress/github-deliverer.js';

const minute = 60_000;

/** When each write was made, of as many as there are pauses before them. */
async function writesAfter(pauses: readonly number[]): Promise<number[]> {
  let now = 0;
  const sleep = async (milliseconds: number) => {
    now += milliseconds;
  };
  const budget = writeBudget({ now: () => now, sleep });
  const writes: number[] = [];
  for (const pause of pauses) {
    now += pause;
    await budget.take(new AbortController().signal);
    writes.push(now);
  }
  return writes;
}

function most(writes: readonly number[], window: number): number {
  return Math.max(0, ...writes.map((from) => writes.filter((at) => at >= from && at < from + window).length));
}

describe('the budget for writes', () => {
  it('never lets through more than 60 in any minute and 400 in any hour', async () => {
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * minute })), { maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(pauses, async (each) => {
        const writes = await writesAfter(each);
        expect(most(writes, minute)).toBeLessThanOrEqual(60);
        expect(most(writes, 60 * minute)).toBeLessThanOrEqual(400);
      }),
      { numRuns: 30 },
    );
  });

  it('makes nobody wait who writes now and then', async () => {
    const writes = await writesAfter(Array.from({ length: 100 }, () => minute));
    expect(writes).toEqual(writes.map((_, index) => (index + 1) * minute));
  });

  it('ends with the signal', async () => {
    const budget = writeBudget({ now: () => 0, sleep: async () => {} });
    await expect(budget.take(AbortSignal.abort())).rejects.toThrow();
  });
});
