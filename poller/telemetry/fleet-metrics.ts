// Metrics of the fleet and of the poller, for Prometheus. Labels come from a closed list, because anyone may write an Application's
// labels, and each new value is a new series.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Recorded } from '../history/history.js';
import { type TenantState, type TenantStatus, tenantStates } from '../status/tenant-status.js';

/** The values that platform.yaml and the blueprints know; all others are counted as `other`. */
export interface KnownLabels {
  readonly products: ReadonlySet<string>;
  readonly tiers: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
}

/** What is read when Prometheus asks, in place of being told. */
export interface FleetReadings {
  statuses(): Iterable<TenantStatus>;
  /** Seconds since each Argo CD was last heard of, by its name. */
  silence(): Iterable<readonly [source: string, seconds: number]>;
  /** Messages that wait, by target. */
  backlog(): Promise<Iterable<readonly [target: string, waiting: number]>>;
  /** Whether this replica is the one that records and reports. */
  isLeader(): boolean;
}

export interface FleetMetrics {
  /** Counts what a batch brought. */
  recorded(batch: Pick<Recorded, 'events' | 'statuses'>): void;
  reported(target: string, outcome: 'delivered' | 'failed'): void;
  failed(part: PollerPart): void;
  /** Seconds from what Argo CD did until it was recorded. */
  lagged(seconds: number): void;
  /** The text that Prometheus reads, and its content type. */
  text(): Promise<{ readonly body: string; readonly type: string }>;
}

/** Where the poller can fail. */
type PollerPart = 'watch' | 'git' | 'argocd-api' | 'store' | 'report';

/** Half a minute to a day: a small tenant takes one minute, a restore an hour. */
const durationBuckets = [10, 30, 60, 120, 180, 300, 600, 1200, 3600, 14_400, 86_400];
const lagBuckets = [0.5, 1, 2, 5, 10, 30, 60, 300];

export function fleetMetrics(known: KnownLabels, readings: FleetReadings): FleetMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'tenantry_' });
  const labelsOf = knownLabels(known);
  const counted = countersIn(registry);
  gaugesIn(registry, labelsOf, readings);
  return {
    recorded: ({ events, statuses }) => {
      const labels = new Map(statuses.map((status) => [status.tenant, labelsOf(status)]));
      for (const { tenant, kind, step, seconds } of events) {
        const of = labels.get(tenant) ?? unknownLabels;
        if (kind === 'Completed' && seconds !== undefined) counted.durations.observe(of, seconds);
        if (kind === 'StepFailed' && step !== undefined) counted.failures.inc({ product: of.product, step });
      }
    },
    reported: (target, outcome) => counted.reports.inc({ target, outcome }),
    failed: (part) => counted.errors.inc({ part }),
    lagged: (seconds) => counted.lag.observe(seconds),
    text: async () => ({ body: await registry.metrics(), type: registry.contentType }),
  };
}

interface Labels {
  readonly product: string;
  readonly tier: string;
  readonly region: string;
}

const other = 'other';
const unknownLabels: Labels = { product: other, tier: other, region: other };

function knownLabels({ products, tiers, regions }: KnownLabels): (status: TenantStatus) => Labels {
  const of = (values: ReadonlySet<string>, value: string) => (values.has(value) ? value : other);
  return ({ product, tier, region }) => ({
    product: of(products, product),
    tier: of(tiers, tier),
    region: of(regions, region),
  });
}

function countersIn(registry: Registry) {
  const registers = [registry];
  return {
    durations: new Histogram({
      name: 'provision_duration_seconds',
      help: 'From the merge of a change until its tenant is live',
      labelNames: ['product', 'tier', 'region'],
      buckets: durationBuckets,
      registers,
    }),
    failures: new Counter({
      name: 'provision_step_failures_total',
      help: 'Steps of a tenant’s way that failed',
      labelNames: ['product', 'step'],
      registers,
    }),
    lag: new Histogram({
      name: 'tenantry_poller_lag_seconds',
      help: 'From what Argo CD wrote until it was recorded',
      buckets: lagBuckets,
      registers,
    }),
    reports: new Counter({
      name: 'tenantry_reports_total',
      help: 'Messages to GitHub, webhooks and chats, by how they ended',
      labelNames: ['target', 'outcome'],
      registers,
    }),
    errors: new Counter({
      name: 'tenantry_poller_errors_total',
      help: 'Failures of the poller itself, by its part',
      labelNames: ['part'],
      registers,
    }),
  };
}

function gaugesIn(registry: Registry, labelsOf: (status: TenantStatus) => Labels, readings: FleetReadings): void {
  const registers = [registry];
  new Gauge({
    name: 'active_tenants',
    help: 'Tenants by state',
    labelNames: ['state', 'product', 'tier', 'region'],
    registers,
    collect() {
      this.reset();
      for (const { labels, count } of countTenants(readings.statuses(), labelsOf)) this.set(labels, count);
    },
  });
  new Gauge({
    name: 'tenantry_argocd_silence_seconds',
    help: 'Since an Argo CD was last heard of',
    labelNames: ['source'],
    registers,
    collect() {
      this.reset();
      for (const [source, seconds] of readings.silence()) this.set({ source }, seconds);
    },
  });
  new Gauge({
    name: 'tenantry_reports_waiting',
    help: 'Messages that are not delivered yet',
    labelNames: ['target'],
    registers,
    async collect() {
      this.reset();
      for (const [target, waiting] of await readings.backlog()) this.set({ target }, waiting);
    },
  });
  new Gauge({
    name: 'tenantry_leader',
    help: '1 where this replica records and reports',
    registers,
    collect() {
      this.set(readings.isLeader() ? 1 : 0);
    },
  });
}

/** Every state of every kind of tenant that there is, also those that none is in: an alert must see a zero. */
function countTenants(statuses: Iterable<TenantStatus>, labelsOf: (status: TenantStatus) => Labels) {
  const kinds = new Map<string, { readonly of: Labels; readonly counts: Map<TenantState, number> }>();
  for (const status of statuses) {
    const of = labelsOf(status);
    const key = `${of.product}\0${of.tier}\0${of.region}`;
    const { counts } = kinds.get(key) ?? { counts: new Map<TenantState, number>() };
    counts.set(status.state, (counts.get(status.state) ?? 0) + 1);
    kinds.set(key, { of, counts });
  }
  return [...kinds.values()].flatMap(({ of, counts }) =>
    tenantStates.map((state) => ({ labels: { state, ...of }, count: counts.get(state) ?? 0 })),
  );
}
