// The poller (`tenantry serve`) without its pages: watches Argo CD and git, records, leads or follows, and delivers messages.
import { setTimeout as sleep } from 'node:timers/promises';
import { FleetWatch, type FleetWatchOptions } from '../fleet/fleet-watch.js';
import type { History, Recorded } from '../history/history.js';
import type { Lease, Leases } from '../history/lease.js';
import type { Desire, Outbox } from '../history/outbox.js';
import { type Deliverer, deliverDue, type Outcome } from '../notify/deliver-due.js';
import type { TenantStatus } from '../status/tenant-status.js';
import type { Troubles } from './health.js';
import { Recorder } from './recorder.js';

export interface ServiceOptions {
  readonly watch: Omit<FleetWatchOptions, 'changed' | 'trouble'>;
  readonly history: History;
  /** These are new, other or gone; `statuses` has them as they are now. */
  readonly changed: (tenants: readonly string[]) => void;
  readonly recorded: (batch: Recorded) => void;
  readonly troubles: Troubles;
  /** Who the messages go to. */
  readonly deliverers: readonly Deliverer[];
  /** Makes the messages of each batch; made again from the stored statuses when this replica begins to lead. */
  readonly makeDesires: (statuses: Awaited<ReturnType<History['statuses']>>) => MakeDesires;
  /** Unlike every other replica's. */
  readonly holder: string;
  /** Days that events are kept. */
  readonly retention: number;
  readonly timing?: LeadershipTiming;
}

type MakeDesires = (recorded: Recorded, firstImport: boolean) => readonly Desire[];

export class Service {
  readonly #options: ServiceOptions;
  readonly #leadership: Leadership;
  readonly #recorder: Recorder;
  readonly #fleet: FleetWatch;
  #desires: MakeDesires = () => [];

  constructor(options: ServiceOptions) {
    this.#options = options;
    const { history, watch, holder, timing, troubles } = options;
    this.#leadership = new Leadership({
      leases: history.leases,
      holder,
      gained: () => this.#lead(),
      trouble: troubles.store,
      timing,
    });
    this.#recorder = new Recorder({
      history,
      recorded: options.recorded,
      trouble: troubles.store,
      desires: (recorded, first) => this.#desires(recorded, first),
      lease: () => this.lease,
      ready: () => this.#fleet.isKnown,
    });
    this.#fleet = new FleetWatch({
      ...watch,
      changed: (statuses, gone) => {
        this.#recorder.changed(statuses, gone);
        options.changed([...statuses.map(({ tenant }) => tenant), ...gone]);
      },
      trouble: troubles.watch,
    });
  }

  /** Absent while another replica leads. */
  get lease(): Lease | undefined {
    return this.#leadership.lease;
  }

  /** By tenant. */
  get statuses(): ReadonlyMap<string, TenantStatus> {
    return this.#fleet.fleet.statuses;
  }

  /** Seconds since each Argo CD was last heard of. */
  get silence(): readonly (readonly [argocd: string, seconds: number])[] {
    return this.#fleet.silence;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { deliverers, history, retention, troubles } = this.#options;
    const isLeader = () => this.lease !== undefined;
    await Promise.all([
      this.#fleet.run(signal),
      this.#recorder.run(signal),
      this.#leadership.run(signal),
      pruneLoop({ history, retention, isLeader, trouble: troubles.store }, signal),
      deliverLoop(
        {
          outbox: history.outbox,
          deliverers,
          isLeader,
          trouble: troubles.store,
          delivered: ({ message, delivery }) =>
            troubles.report(message.target, delivery.done ? undefined : delivery.error),
        },
        signal,
      ),
    ]);
  }

  /** What is in the store may be old: everything that is known now is recorded again, which makes no event twice. */
  async #lead(): Promise<void> {
    const { history, makeDesires, deliverers } = this.#options;
    await history.outbox.keepTargets(deliverers.map(({ target }) => target));
    this.#desires = makeDesires(await history.statuses());
    this.#recorder.changed([...this.statuses.values()]);
  }
}

interface DeliverLoopOptions {
  readonly outbox: Outbox;
  readonly deliverers: readonly Deliverer[];
  readonly isLeader: () => boolean;
  readonly delivered: (outcome: Outcome) => void;
  readonly trouble: (error: unknown) => void;
  /** Milliseconds between two rounds. @default 1000 */
  readonly every?: number;
}

/** Each target has rounds of its own: one that is slow, or limits us, holds up no other. */
async function deliverLoop(options: DeliverLoopOptions, signal: AbortSignal): Promise<void> {
  await Promise.all(options.deliverers.map((deliverer) => rounds(options, deliverer, signal)));
}

async function rounds(options: DeliverLoopOptions, deliverer: Deliverer, signal: AbortSignal): Promise<void> {
  const { outbox, isLeader, delivered, trouble, every = 1000 } = options;
  while (!signal.aborted) {
    if (isLeader())
      try {
        for (const outcome of await deliverDue(outbox, [deliverer], signal)) delivered(outcome);
      } catch (error) {
        trouble(error);
      }
    await sleep(every, undefined, { signal }).catch(() => {});
  }
}

interface PruneLoopOptions {
  readonly history: Pick<History, 'prune'>;
  /** Days that events are kept. */
  readonly retention: number;
  readonly isLeader: () => boolean;
  readonly trouble: (error: unknown) => void;
}

async function pruneLoop(
  { history, retention, isLeader, trouble }: PruneLoopOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(hour, undefined, { signal }).catch(() => {});
    if (isLeader() && !signal.aborted) await history.prune(retention).catch(trouble);
  }
}

/** The embedded database cleans up after itself at no other time. */
const hour = 3_600_000;

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

/**
 * Whether this replica leads: only the leader records and reports. It renews its lease well before the end, and stops leading as soon as
 * the store can not be reached.
 */
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
