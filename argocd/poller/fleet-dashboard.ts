// The Grafana dashboard of the whole fleet, as JSON text. Grafana's sidecar reads it from a ConfigMap.
import { dashboardText, type Panel } from '../../constructs/base/dashboard.js';
import { type Series, seriesOf } from '../../constructs/base/prometheus.js';
import { tenantCounts } from './fleet-alerts.js';
import type { PollerProps } from './props.js';

export function fleetDashboard({ platform, namespace }: Pick<PollerProps, 'platform' | 'namespace'>): string {
  return dashboardText({
    uid: `tenantry-${platform}`,
    title: `Tenants of ${platform}`,
    tags: ['tenantry', 'fleet'],
    panels,
    of: seriesOf(namespace),
  });
}

const tenantsBy =
  (label: string, ...matchers: readonly string[]) =>
  (of: Series) =>
    `sum by (${label}) (${tenantCounts(of, ...matchers)})`;

const ways = (share: number) => (of: Series) =>
  `histogram_quantile(${share}, sum by (le) (rate(${of('provision_duration_seconds_bucket')}[1h])))`;

const panels: readonly Panel[] = [
  { title: 'Tenants by state', unit: 'short', curves: [['{{state}}', tenantsBy('state')]] },
  { title: 'Tenants by product', unit: 'short', curves: [['{{product}}', tenantsBy('product')]] },
  { title: 'Tenants by region', unit: 'short', curves: [['{{region}}', tenantsBy('region')]] },
  {
    title: 'In trouble, by product',
    unit: 'short',
    curves: [['{{product}}', tenantsBy('product', 'state=~"degraded|failed|stuck"')]],
  },
  {
    title: 'From merge to live',
    unit: 's',
    curves: [
      ['p50', ways(0.5)],
      ['p95', ways(0.95)],
      ['p99', ways(0.99)],
    ],
  },
  {
    title: 'Failed steps in an hour',
    unit: 'short',
    curves: [['{{step}}', (of) => `sum by (step) (increase(${of('provision_step_failures_total')}[1h]))`]],
  },
  {
    title: 'Silence of Argo CD',
    unit: 's',
    curves: [['{{source}}', (of) => `min by (source) (${of('tenantry_argocd_silence_seconds')})`]],
  },
  {
    title: 'Messages that wait',
    unit: 'short',
    curves: [['{{target}}', (of) => `max by (target) (${of('tenantry_reports_waiting')})`]],
  },
  {
    title: 'Lag of the poller',
    unit: 's',
    curves: [
      ['p95', (of) => `histogram_quantile(0.95, sum by (le) (rate(${of('tenantry_poller_lag_seconds_bucket')}[5m])))`],
    ],
  },
  {
    title: 'Failures of the poller in an hour',
    unit: 'short',
    curves: [['{{part}}', (of) => `sum by (part) (increase(${of('tenantry_poller_errors_total')}[1h]))`]],
  },
];
