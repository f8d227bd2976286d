// What goes wrong around the service, from each of its parts to those who show it: the health that people read, and the metrics.
import { OutsideError } from '../finding/outside-error.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';
import type { Health } from './health.js';

/** Each is told what is wrong, and undefined once it is well again. */
export interface Troubles {
  /** `source`: git, or the name of an Argo CD. */
  readonly watch: (source: string, problem: string | undefined) => void;
  readonly report: (target: string, error: string | undefined) => void;
  readonly store: (error: unknown) => void;
}

export function makeTroubles(health: Health, metrics: Pick<FleetMetrics, 'failed' | 'reported'>): Troubles {
  return {
    watch: (source, problem) => {
      const part = source === 'git' ? 'git' : 'argocd';
      if (problem !== undefined) metrics.failed(part === 'git' ? 'git' : 'watch');
      health.tell(part, source, problem);
    },
    report: (target, error) => {
      metrics.reported(target, error === undefined ? 'delivered' : 'failed');
      if (error !== undefined) metrics.failed('report');
      health.tell('report', target, error);
    },
    store: (error) => {
      if (error !== undefined) metrics.failed('store');
      health.tell('store', 'store', error === undefined ? undefined : textOf(error));
    },
  };
}

/** The hint is for people who read the log. */
function textOf(error: unknown): string {
  if (error instanceof OutsideError) return `${error.message} (${error.hint})`;
  return error instanceof Error ? error.message : String(error);
}
