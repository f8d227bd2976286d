// What a recorded batch is to those who observe the fleet: counts and durations, lines of the log, and a trace of each way that ended.
import type { AuditEvent } from '../history/audit-event.js';
import type { Recorded } from '../history/history.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';
import { type WayTrace, wayTrace } from '../telemetry/way-spans.js';

export interface Observers {
  readonly metrics: Pick<FleetMetrics, 'recorded' | 'lagged'>;
  readonly log: (events: readonly AuditEvent[]) => void;
  /** Where spans go; absent where nobody collects them. */
  readonly spans?: (way: WayTrace) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What was there before is nobody's news, and how long it took is not known. */
export function observeRecorded(batch: Recorded, { metrics, log, spans, now }: Observers): void {
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

/** With these a way has an end, of which a trace tells. */
const ends: ReadonlySet<AuditEvent['kind']> = new Set(['Completed', 'Failed', 'Stuck']);
