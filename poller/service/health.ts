// What is wrong with the service itself. The page and its probes show which part; the log has the error.
import { OutsideError } from '../../constructs/base/finding.js';
import type { Problem } from '../page/page-data.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';

const sentences = {
  argocd: 'an Argo CD can not be reached',
  git: 'the GitOps repository can not be read',
  store: 'the store can not be reached: history is behind',
  report: 'messages can not be delivered',
} as const;

type Part = keyof typeof sentences;

/** Called when a trouble begins or ends; `error` is undefined where it is well again. */
type TroubleChanged = (part: Part, about: string, error: string | undefined) => void;

export class Health {
  readonly #troubles = new Map<string, { readonly part: Part; readonly error: string }>();
  readonly #argocds: number;
  readonly #changed: TroubleChanged;

  /** @param argocds What they are called: until each has answered once, nothing is known of its tenants. */
  constructor(argocds: readonly string[], changed: TroubleChanged) {
    this.#argocds = argocds.length;
    this.#changed = changed;
    for (const about of argocds) this.#troubles.set(`argocd/${about}`, { part: 'argocd', error: 'not asked yet' });
  }

  /** `about`: which of several; `error`: undefined where it is well. */
  report(part: Part, about: string, error: string | undefined): void {
    const key = `${part}/${about}`;
    if (error === this.#troubles.get(key)?.error) return;
    if (error === undefined) this.#troubles.delete(key);
    else this.#troubles.set(key, { part, error });
    this.#changed(part, about, error);
  }

  /** One for each part. Nothing that is shown is new where no Argo CD answers; without the others, a part of it is not. */
  get problems(): readonly Problem[] {
    const parts = [...this.#troubles.values()].map(({ part }) => part);
    const lost = parts.filter((part) => part === 'argocd').length;
    return [...new Set(parts)].map((part) => ({
      code: `${part}-unreachable`,
      severity: part === 'argocd' && lost >= this.#argocds ? 'failed' : 'degraded',
      message: sentences[part],
    }));
  }
}

/** Each gets what is wrong, and undefined once it is well again. */
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
      health.report(part, source, problem);
    },
    report: (target, error) => {
      metrics.reported(target, error === undefined ? 'delivered' : 'failed');
      if (error !== undefined) metrics.failed('report');
      health.report('report', target, error);
    },
    store: (error) => {
      if (error !== undefined) metrics.failed('store');
      health.report('store', 'store', error === undefined ? undefined : textOf(error));
    },
  };
}

/** The hint is for people who read the log. */
function textOf(error: unknown): string {
  if (error instanceof OutsideError) return `${error.message} (${error.hint})`;
  return error instanceof Error ? error.message : String(error);
}
