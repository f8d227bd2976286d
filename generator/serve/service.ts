// `tenantry serve` as one thing that runs until it is stopped: the watches of Argo CD and git, the store, who leads, what is told to
// whom, and what is measured. Pages are beside it (commands/serve.ts), on what it knows.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantStatus } from '../../argocd/status/tenant-status.js';
import { OutsideError } from '../finding/outside-error.js';
import type { AuditEvent } from '../history/audit-event.js';
import type { History, Recorded } from '../history/history.js';
import type { Lease } from '../history/lease.js';
import type { Desire } from '../history/outbox.js';
import { FleetWatch } from '../loop/fleet-watch.js';
import type { FleetWatchOptions } from '../loop/fleet-watch-options.js';
import type { Deliverer } from '../notify/deliverer.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';
import { type WayTrace, wayTrace } from '../telemetry/way-spans.js';
import { deliverLoop } from './deliver-loop.js';
import type { Health } from './health.js';
import { Leadership, type LeadershipTiming } from './leadership.js';
import { Recorder } from './recorder.js';

export interface ServiceOptions {
  readonly watch: Omit<FleetWatchOptions, 'changed' | 'trouble'>;
  readonly history: History;
  /** These are new, other or gone; the statuses tell how they are now. */
  readonly changed: (tenants: readonly string[]) => void;
  readonly health: Health;
  readonly metrics: FleetMetrics;
  /** Who the messages go to. */
  readonly deliverers: readonly Deliverer[];
  /** What is to be told of a batch; made anew from what the store holds when this replica becomes the one that leads. */
  readonly tell: (statuses: Awaited<ReturnType<History['statuses']>>) => Tell;
  /** Where spans go; absent where nobody collects them. */
  readonly spans?: (way: WayTrace) => void;
  readonly log: (events: readonly AuditEvent[]) => void;
  /** Unlike every other replica's. */
  readonly holder: string;
  /** Days that events are kept. */
  readonly retention: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timing?: LeadershipTiming;
}

export type Tell = (recorded: Recorded, firstImport: boolean) => readonly Desire[];

export class Service {
  readonly #options: ServiceOptions;
  readonly #leadership: Leadership;
  readonly #recorder: Recorder;
  readonly #fleet: FleetWatch;
  #tell: Tell = () => [];

  constructor(options: ServiceOptions) {
    this.#options = options;
    const { history, health, watch, holder, timing } = options;
    const storeTrouble = (error: unknown) => this.#storeTrouble(error);
    this.#leadership = new Leadership({
      ...{ leases: history.leases, holder, gained: () => this.#lead(), trouble: storeTrouble },
      ...(timing === undefined ? {} : { timing }),
    });
    this.#recorder = new Recorder({
      history,
      desires: (recorded, first) => this.#tell(recorded, first),
      lease: () => this.lease,
      ready: () => this.#fleet.isKnown,
      recorded: (batch) => this.#recorded(batch),
      trouble: storeTrouble,
    });
    this.#fleet = new FleetWatch({
      ...watch,
      changed: (statuses, gone) => {
        this.#recorder.changed(statuses, gone);
        options.changed([...statuses.map(({ tenant }) => tenant), ...gone]);
      },
      trouble: (source, problem) => {
        const part = source === 'git' ? 'git' : 'argocd';
        if (problem !== undefined) options.metrics.failed(part === 'git' ? 'git' : 'watch');
        health.tell(part, source, problem);
      },
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
    const { deliverers, history } = this.#options;
    await Promise.all([
      this.#fleet.run(signal),
      this.#recorder.run(signal),
      this.#leadership.run(signal),
      this.#pruneHourly(signal),
      deliverLoop(
        {
          ...{ outbox: history.outbox, deliverers, isLeader: () => this.lease !== undefined },
          delivered: ({ message, delivery }) =>
            this.#delivered(message.target, delivery.done ? undefined : delivery.error),
          trouble: (error) => this.#storeTrouble(error),
        },
        signal,
      ),
    ]);
  }

  /** What is in the store may be old: everything that is known now is recorded again, which tells nothing twice. */
  async #lead(): Promise<void> {
    const { history, tell, deliverers } = this.#options;
    await history.outbox.keepTargets(deliverers.map(({ target }) => target));
    this.#tell = tell(await history.statuses());
    this.#recorder.changed([...this.statuses.values()]);
  }

  #recorded(batch: Recorded): void {
    const { metrics, log, spans, now } = this.#options;
    // What was there before is nobody's news, and how long it took is not known.
    if (batch.firstImport) return;
    metrics.recorded(batch);
    log(batch.events);
    const statuses = new Map(batch.statuses.map((status) => [status.tenant, status]));
    for (const { tenant, kind, at } of batch.events) {
      if (kind === 'StepCompleted' || kind === 'StepFailed') metrics.lagged((now() - Date.parse(at)) / 1000);
      const status = statuses.get(tenant);
      const way = ends.has(kind) && status !== undefined ? wayTrace(status) : undefined;
      if (way !== undefined) spans?.(way);
    }
  }

  #delivered(target: string, error: string | undefined): void {
    this.#options.metrics.reported(target, error === undefined ? 'delivered' : 'failed');
    if (error !== undefined) this.#options.metrics.failed('report');
    this.#options.health.tell('report', target, error);
  }

  #storeTrouble(error: unknown): void {
    if (error !== undefined) this.#options.metrics.failed('store');
    this.#options.health.tell('store', 'store', error === undefined ? undefined : textOf(error));
  }

  async #pruneHourly(signal: AbortSignal): Promise<void> {
    const { history, retention } = this.#options;
    while (!signal.aborted) {
      await sleep(hour, undefined, { signal }).catch(() => {});
      if (this.lease !== undefined && !signal.aborted)
        await history.prune(retention).catch((error) => this.#storeTrouble(error));
    }
  }
}

/** With these a way has an end, of which a trace tells. */
const ends: ReadonlySet<AuditEvent['kind']> = new Set(['Completed', 'Failed', 'Stuck']);

/** The embedded database cleans up after itself at no other time. */
const hour = 3_600_000;

/** The hint is for people who read the log. */
function textOf(error: unknown): string {
  if (error instanceof OutsideError) return `${error.message} (${error.hint})`;
  return error instanceof Error ? error.message : String(error);
}
