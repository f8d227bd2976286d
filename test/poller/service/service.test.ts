import { describe, expect, it, vi } from 'vitest';
import type { Lease, Leases } from '../../../poller/history/lease.js';
import { Leadership } from '../../../poller/service/service.js';

/** One lease, as the store keeps it, without time. */
class OneLease implements Leases {
  held: Lease | undefined;
  failing = false;
  #token = 0;

  async acquire(name: string, holder: string): Promise<Lease | undefined> {
    if (this.failing) throw new Error('the store is away');
    if (this.held !== undefined && this.held.holder !== holder) return undefined;
    this.held ??= { name, holder, token: ++this.#token };
    return this.held;
  }

  async release(lease: Lease): Promise<void> {
    if (this.held?.token === lease.token) this.held = undefined;
  }

  /** As time does where nobody renews it. */
  expire(): void {
    this.held = undefined;
  }
}

function replica(leases: Leases, holder: string) {
  const gained: number[] = [];
  const troubles: unknown[] = [];
  const stop = new AbortController();
  const leadership = new Leadership({
    leases,
    holder,
    timing: { renewEvery: 1 },
    gained: async ({ token }) => void gained.push(token),
    trouble: (error) => void troubles.push(error),
  });
  const ended = leadership.run(stop.signal);
  const end = async () => {
    stop.abort();
    await ended;
  };
  return { leadership, gained, troubles, end };
}

const leads = ({ leadership }: ReturnType<typeof replica>, does: boolean) =>
  vi.waitFor(() => expect(leadership.lease !== undefined).toBe(does));

describe('leadership', () => {
  it('is one replica’s at a time, and goes on when that one ends', async () => {
    const leases = new OneLease();
    const first = replica(leases, 'first');
    await leads(first, true);
    const second = replica(leases, 'second');
    expect(second.leadership.lease).toBeUndefined();
    await first.end();
    await leads(second, true);
    expect(first.leadership.lease).toBeUndefined();
    await second.end();
  });

  it('begins once for each time that it is gained, not for each renewal', async () => {
    const leases = new OneLease();
    const only = replica(leases, 'only');
    await leads(only, true);
    leases.expire();
    await vi.waitFor(() => expect(only.gained).toEqual([1, 2]));
    await only.end();
  });

  it('is over while the store is away', async () => {
    const leases = new OneLease();
    const only = replica(leases, 'only');
    await leads(only, true);
    leases.failing = true;
    await leads(only, false);
    expect(only.troubles.at(-1)).toBeInstanceOf(Error);
    leases.failing = false;
    await leads(only, true);
    await only.end();
  });
});
