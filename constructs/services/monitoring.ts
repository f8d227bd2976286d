// How the tenant's services are watched. They measure themselves by OpenTelemetry's conventions for HTTP servers
// (http.server.request.duration).

import type { Monitor } from '../base/concern.js';
import type { ProductPanel, ProductSeries, TenantPanel } from '../base/dashboard.js';
import { sortedEntries } from '../base/order.js';
import type { Alert, Series } from '../base/prometheus.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';
import { scrapingLabel, scrapingOf } from './ports.js';

/** Each way of scraping once, however many services are scraped in it. */
export function serviceMonitors({ id, services }: TenantProps): Monitor[] {
  const all = sortedEntries(services).flatMap(([, service]) => scrapingOf(service) ?? []);
  return [...new Map(all.map((each) => [each.name, each])).values()].map(({ name, port, path }) => ({
    of: 'services',
    name,
    selector: { tenant: id, [scrapingLabel]: name },
    endpoint: { port, path },
  }));
}

export const serviceAlerts: readonly Alert[] = [
  {
    name: 'TenantServiceDown',
    order: 10,
    severity: 'critical',
    for: '5m',
    when: (of) => `${of('kube_deployment_status_replicas_ready')} == 0 and ${of('kube_deployment_spec_replicas')} > 0`,
    summary: 'Service {{ $labels.deployment }} has no ready replica',
    description: 'Nobody answers for {{ $labels.deployment }}: look at the events and logs of its pods.',
  },
];

const hasMetrics = ({ services }: Pick<TenantProps, 'services'> | Pick<BlueprintSpec, 'services'>) =>
  Object.values(services).some(({ metrics }) => metrics !== undefined);
const requests = 'http_server_request_duration_seconds';

const quantile = (share: number) => (of: Series) =>
  `histogram_quantile(${share}, sum by (le) (rate(${of(`${requests}_bucket`)}[5m])))`;

export const servicePanels: readonly TenantPanel[] = [
  {
    title: 'Requests',
    order: 10,
    unit: 'reqps',
    applies: hasMetrics,
    curves: [['{{service}}', (of) => `sum by (service) (rate(${of(`${requests}_count`)}[5m]))`]],
  },
  {
    title: 'Errors, share of requests',
    order: 20,
    unit: 'percentunit',
    applies: hasMetrics,
    curves: [
      [
        '{{service}}',
        (of) =>
          `sum by (service) (rate(${of(`${requests}_count`, 'http_response_status_code=~"5.."')}[5m])) / ` +
          `sum by (service) (rate(${of(`${requests}_count`)}[5m]))`,
      ],
    ],
  },
  {
    title: 'Response time',
    order: 30,
    unit: 's',
    applies: hasMetrics,
    curves: [
      ['p50', quantile(0.5)],
      ['p95', quantile(0.95)],
      ['p99', quantile(0.99)],
    ],
  },
  {
    title: 'Ready replicas',
    order: 40,
    unit: 'short',
    curves: [['{{deployment}}', (of) => of('kube_deployment_status_replicas_ready')]],
  },
];

const requestRate = `rate(${requests}_count[5m])`;
const errorRate = `rate(${requests}_count{http_response_status_code=~"5.."}[5m])`;

const productQuantile =
  (share: number) =>
  ({ ofTenants }: ProductSeries) =>
    `histogram_quantile(${share}, sum by (le) (${ofTenants(`rate(${requests}_bucket[5m])`, 'le')}))`;

export const serviceProductPanels: readonly ProductPanel[] = [
  {
    title: 'Requests by tier',
    order: 20,
    unit: 'reqps',
    applies: hasMetrics,
    curves: [['{{tier}}', ({ byTier }) => byTier(requestRate)]],
  },
  {
    title: 'Errors, share of requests',
    order: 30,
    unit: 'percentunit',
    applies: hasMetrics,
    curves: [['{{tier}}', ({ byTier }) => `${byTier(errorRate)} / ${byTier(requestRate)}`]],
  },
  {
    title: 'Response time',
    order: 40,
    unit: 's',
    applies: hasMetrics,
    curves: [
      ['p50', productQuantile(0.5)],
      ['p95', productQuantile(0.95)],
      ['p99', productQuantile(0.99)],
    ],
  },
  {
    title: 'Most requests',
    order: 50,
    unit: 'reqps',
    applies: hasMetrics,
    curves: [['{{tenant}}', ({ largest }) => largest(requestRate)]],
  },
  {
    title: 'Most errors',
    order: 60,
    unit: 'reqps',
    applies: hasMetrics,
    curves: [['{{tenant}}', ({ largest }) => largest(errorRate)]],
  },
];
