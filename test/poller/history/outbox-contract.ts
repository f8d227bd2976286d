// What every outbox must do, whichever database it is in.
import { expect, it } from 'vitest';
import type { History } from '../../../poller/history/history.js';
import type { Delivery } from '../../../poller/notify/deliver-due.js';
import { deliverDue } from '../../../poller/notify/deliver-due.js';

const never = new AbortController().signal;
const desire = (subject: string, text: string) => ({ target: 'chat', subject, payload: { text } });

export function outboxContract(history: () => History, wait: () => Promise<void>): void {
  it('gives a message until it is delivered, and then only what is new', async () => {
    const { outbox } = history();
    await outbox.desire([desire('a', 'one')]);
    const [message] = await outbox.due(['chat'], 9);
    if (!message) throw new Error('nothing is due');
    await outbox.desire([desire('a', 'two')]);
    await outbox.delivered(message, { id: 5 });
    const [second] = await outbox.due(['chat'], 9);
    expect(second).toMatchObject({ payload: { text: 'two' }, receipt: { id: 5 } });
    if (second) await outbox.delivered(second);
    await outbox.desire([desire('a', 'two')]);
    expect(await outbox.due(['chat'], 9)).toEqual([]);
  });

  it('ends an outage with the newest state, told once', async () => {
    const { outbox } = history();
    const delivered: unknown[] = [];
    let answer: Delivery = { done: false, wholeTarget: true, error: 'down' };
    const deliverer = {
      target: 'chat',
      deliver: async ({ payload }: { payload: unknown }) => {
        delivered.push(payload);
        return answer;
      },
    };
    const round = () => deliverDue(outbox, [deliverer], never);
    await outbox.desire([desire('a', 'begun'), desire('b', 'begun')]);
    expect(await round()).toHaveLength(1);
    await outbox.desire([desire('a', 'failed'), desire('b', 'failed')]);
    await outbox.desire([desire('a', 'live'), desire('b', 'live')]);
    expect(await round()).toEqual([]);
    expect(await outbox.backlog()).toEqual([{ target: 'chat', waiting: 2, lastError: 'down' }]);
    answer = { done: true };
    await wait();
    expect(await round()).toHaveLength(2);
    expect(delivered.slice(1)).toEqual([{ text: 'live' }, { text: 'live' }]);
    expect([await round(), await outbox.backlog()]).toEqual([[], []]);
  });

  it('lets no target and no single message hold up the others', async () => {
    const { outbox } = history();
    await outbox.desire([desire('a', 'poison'), desire('b', 'fine'), { ...desire('c', 'fine'), target: 'other' }]);
    const outcomes = await deliverDue(
      outbox,
      ['chat', 'other'].map((target) => ({
        target,
        deliver: async ({ subject }) => {
          if (subject === 'a') throw new Error('can not be rendered');
          return { done: true } as const;
        },
      })),
      never,
    );
    expect(outcomes.filter(({ delivery }) => delivery.done)).toHaveLength(2);
    expect(await outbox.backlog()).toEqual([{ target: 'chat', waiting: 1, lastError: 'can not be rendered' }]);
  });

  it('gives what many wait for before what came first', async () => {
    const { outbox } = history();
    await outbox.desire([{ ...desire('few', 'x'), rank: 1 }]);
    await outbox.desire([desire('many', 'x')]);
    expect((await outbox.due(['chat'], 9)).map(({ subject }) => subject)).toEqual(['many', 'few']);
  });

  it('forgets targets that are no longer there', async () => {
    const { outbox } = history();
    await outbox.desire([desire('a', 'one'), { ...desire('a', 'one'), target: 'gone' }]);
    await outbox.keepTargets(['chat']);
    expect((await outbox.due(['chat', 'gone'], 9)).map(({ target }) => target)).toEqual(['chat']);
  });
}
