// Whether this replica leads: only the leader records and reports. It renews its lease well before the end, and stops leading as soon as
// the store can not be reached.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, Leases } from '../history/lease.js';

interface LeadershipOptions {
  readonly leases: Leases;
  /** Unlike every other replica's. */
  readonly holder: string;
  /** Called when this replica begins to lead. */
  readonly gained: (lease: Lease) => Promise<void>;
  readonly trouble: (error: unknown) => void;
  readonly timing?: LeadershipTiming;
}

export interface LeadershipTiming {
  /** How long a lease is good for without being renewed; seconds. @default 30 */
  readonly leaseSeconds?: number;
  /** Milliseconds between two renewals. @default 8000 */
  readonly renewEvery?: number;
}

const leaseName = 'serve';

export class Leadership {
  readonly #options: LeadershipOptions;
  #lease: Lease | undefined;

  constructor(options: LeadershipOptions) {
    this.#options = options;
  }

  /** Absent while another replica leads. */
  get lease(): Lease | undefined {
    return this.#lease;
  }

  /** Until it is stopped; the lease is then given back, so that another replica need not wait for its end. */
  async run(signal: AbortSignal): Promise<void> {
    const { leases, trouble, timing } = this.#options;
    while (!signal.aborted) {
      await this.#renew().catch((error) => {
        this.#lease = undefined;
        trouble(error);
      });
      await sleep(timing?.renewEvery ?? 8000, undefined, { signal }).catch(() => {});
    }
    const last = this.#lease;
    this.#lease = undefined;
    if (last !== undefined) await leases.release(last).catch(trouble);
  }

  async #renew(): Promise<void> {
    const { leases, holder, gained, timing, trouble } = this.#options;
    const lease = await leases.acquire(leaseName, holder, timing?.leaseSeconds ?? 30);
    trouble(undefined);
    if (lease !== undefined && lease.token !== this.#lease?.token) await gained(lease);
    this.#lease = lease;
  }
}
