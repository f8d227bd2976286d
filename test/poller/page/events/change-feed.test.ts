import { describe, expect, it, vi } from 'vitest';
import { type Change, changeFeed } from '../../../../poller/page/events/change-feed.js';

function open(remember: number) {
  let tell: (tenants: readonly string[]) => void = () => {};
  const feed = changeFeed(
    {
      subscribe: (listener) => {
        tell = listener;
        return () => {};
      },
    },
    { gatherMs: 1, remember },
  );
  /** Changes them, and waits until it is told. */
  const change = async (...tenants: string[]): Promise<Change> =>
    await new Promise((resolve) => {
      const stop = feed.listen((change) => {
        stop();
        resolve(change);
      });
      tell(tenants);
    });
  return { feed, change, tell: (...tenants: string[]) => tell(tenants) };
}

describe('the feed of changes', () => {
  it('tells a burst once, each tenant once', async () => {
    const { feed, tell } = open(100);
    const listener = vi.fn();
    feed.listen(listener);
    for (let round = 0; round < 1000; round += 1) tell('a', 'b', `t-${round % 7}`);
    await vi.waitFor(() => expect(listener).toHaveBeenCalled());
    expect(listener.mock.calls.flat()).toMatchObject([{ tenants: expect.arrayContaining(['a', 'b', 't-6']) }]);
    expect(listener.mock.calls[0]?.[0].tenants).toHaveLength(9);
  });

  it('forgets the oldest beyond its bound, and knows that it did', async () => {
    const { feed, change } = open(3);
    const start = feed.newest;
    const first = await change('a', 'b');
    expect(feed.after(start)).toEqual([first]);
    const second = await change('c', 'd');
    expect(feed.after(start)).toBeUndefined();
    expect(feed.after(second.id)).toEqual([]);
    const third = await change('e', 'f', 'g', 'h');
    expect(feed.after(second.id)).toBeUndefined();
    expect(feed.after(third.id)).toEqual([]);
  });
});
