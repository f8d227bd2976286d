// Records changed statuses in the store. Only the newest status of each tenant waits, so a store that is away for hours costs no memory.

import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditEvent, History, Recorded, RecordOptions } from '../history/history.js';
import type { Lease } from '../history/lease.js';
import type { TenantStatus } from '../status/tenant-status.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';
import { type ProgressTrace, progressTrace } from '../telemetry/spans.js';

export interface RecorderOptions {
  readonly history: Pick<History, 'record' | 'forget' | 'endFirstImport'>;
  /** Whether what waits is all that there is: the rest of a first import would count as news later. */
  readonly ready: () => boolean;
  readonly desires: NonNullable<RecordOptions['desires']>;
  /** Absent while another replica records. */
  readonly lease: () => Lease | undefined;
  readonly recorded: (batch: Recorded) => void;
  /** Why nothing could be recorded, and undefined once it can be again. */
  readonly trouble: (error: unknown) => void;
  /** Milliseconds between two tries. @default 2000 */
  readonly pause?: number;
}

/** Tenants in one transaction. */
const most = 500;

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #waiting = new Map<string, TenantStatus>();
  readonly #gone = new Set<string>();
  #wake: () => void = () => {};
  #isReady = false;
  #isImported = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Tenants whose newest status is not recorded yet. */
  get backlog(): number {
    return this.#waiting.size + this.#gone.size;
  }

  changed(statuses: readonly TenantStatus[], gone: readonly string[] = []): void {
    for (const status of statuses) {
      this.#gone.delete(status.tenant);
      this.#waiting.set(status.tenant, status);
    }
    for (const tenant of gone) {
      this.#waiting.delete(tenant);
      this.#gone.add(tenant);
    }
    this.#wake();
  }

  /** Until it is stopped; what waits then is seen anew at the next start. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    while (!signal.aborted) {
      const lease = this.#options.lease();
      if (this.backlog === 0 && this.#isImported) await this.#somethingNew();
      else if (lease === undefined || !this.#mayBegin() || !(await this.#tryRecord(lease))) await this.#pause(signal);
    }
  }

  #mayBegin(): boolean {
    this.#isReady ||= this.#options.ready();
    return this.#isReady;
  }

  async #endImport(): Promise<void> {
    await this.#options.history.endFirstImport();
    this.#isImported = true;
  }

  #somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #pause(signal: AbortSignal): Promise<void> {
    return sleep(this.#options.pause ?? 2000, undefined, { signal }).catch(() => {});
  }

  async #tryRecord(lease: Lease): Promise<boolean> {
    try {
      await this.#record(lease);
      this.#options.trouble(undefined);
      return true;
    } catch (error) {
      this.#options.trouble(error);
      return false;
    }
  }

  /** What changes meanwhile stays waiting: only what was recorded is taken off. */
  async #record(lease: Lease): Promise<void> {
    const { history, desires, recorded } = this.#options;
    const batch = [...this.#waiting.values()].slice(0, most);
    if (batch.length > 0) recorded(await history.record(batch, { lease, desires }));
    for (const status of batch) if (this.#waiting.get(status.tenant) === status) this.#waiting.delete(status.tenant);
    const gone = [...this.#gone].slice(0, most);
    if (gone.length > 0) recorded(await history.forget(gone, { lease, desires }));
    for (const tenant of gone) if (!this.#waiting.has(tenant)) this.#gone.delete(tenant);
    if (this.backlog === 0 && !this.#isImported) await this.#endImport();
  }
}

export interface Observers {
  readonly metrics: Pick<FleetMetrics, 'recorded' | 'lagged'>;
  readonly log: (events: readonly AuditEvent[]) => void;
  /** Where spans go; absent where nobody collects them. */
  readonly spans?: (trace: ProgressTrace) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a first import brings is no news, and how long it took is not known. */
export function observeRecorded(batch: Recorded, { metrics, log, spans, now }: Observers): void {
  if (batch.firstImport) return;
  metrics.recorded(batch);
  log(batch.events);
  const statuses = new Map(batch.statuses.map((status) => [status.tenant, status]));
  for (const { tenant, kind, at } of batch.events) {
    if (kind === 'StepCompleted' || kind === 'StepFailed') metrics.lagged((now() - Date.parse(at)) / 1000);
    const status = statuses.get(tenant);
    const trace = ends.has(kind) && status !== undefined ? progressTrace(status) : undefined;
    if (trace !== undefined) spans?.(trace);
  }
}

/** A trace ends with one of these. */
const ends: ReadonlySet<AuditEvent['kind']> = new Set(['Completed', 'Failed', 'Stuck']);
