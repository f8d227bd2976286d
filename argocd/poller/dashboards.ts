// The Grafana dashboards of the fleet and of each product, as JSON text. Grafana's sidecar reads them from ConfigMaps.
import { dashboardText, type Panel, type ProductSeries } from '../../constructs/base/dashboard.js';
import { shortDigest } from '../../constructs/base/digest.js';
import { type Series, seriesOf, tenantInfo } from '../../constructs/base/prometheus.js';
import { concerns } from '../../constructs/index.js';
import { tenantCounts } from './fleet-alerts.js';
import type { PollerProps, ProductProps } from './props.js';

/** Over all tenants of a product in a cluster: panels of every concern, but for those that no tenant of the product can fill. */
export function productDashboard(platform: string, { name, blueprint }: ProductProps): string {
  const series = seriesOfProduct(name);
  const panels = concerns
    .flatMap(({ productPanels }) => productPanels ?? [])
    .filter(({ applies }) => applies === undefined || applies(blueprint))
    .sort((a, b) => a.order - b.order);
  return dashboardText({
    uid: uidOf(name),
    title: `Product ${name} of ${platform}`,
    tags: ['tenantry', 'product'],
    panels: panels.map(({ title, unit, curves }) => ({
      title,
      unit,
      curves: curves.map(([legend, expr]) => [legend, () => expr(series)]),
    })),
    // The join with the product's tenants leaves their namespaces.
    of: (metric) => metric,
  });
}

/** With an underscore, which no tenant's id holds, and so no tenant's dashboard; Grafana takes 40 characters. */
function uidOf(product: string): string {
  const whole = `product_${product}`;
  return whole.length <= 40 ? whole : `product_${shortDigest(product)}`;
}

function seriesOfProduct(name: string): ProductSeries {
  const tenants = `max by (namespace, tenant, tier) (${tenantInfo}{product="${name}"})`;
  const ofTenants: ProductSeries['ofTenants'] = (series, ...kept) =>
    `sum by (${['namespace', ...kept].join(', ')}) (${series}) * on (namespace) group_left (tenant, tier) ${tenants}`;
  return {
    tenants,
    ofTenants,
    byTier: (series) => `sum by (tier) (${ofTenants(series)})`,
    largest: (series) => `topk(10, sum by (tenant) (${ofTenants(series)}))`,
  };
}

export function fleetDashboard({ platform, namespace }: Pick<PollerProps, 'platform' | 'namespace'>): string {
  return dashboardText({
    uid: `tenantry-${platform}`,
    title: `Tenants of ${platform}`,
    tags: ['tenantry', 'fleet'],
    panels: fleetPanels,
    of: seriesOf(namespace),
  });
}

const tenantsBy =
  (label: string, ...matchers: readonly string[]) =>
  (of: Series) =>
    `sum by (${label}) (${tenantCounts(of, ...matchers)})`;

const ways = (share: number) => (of: Series) =>
  `histogram_quantile(${share}, sum by (le) (rate(${of('provision_duration_seconds_bucket')}[1h])))`;

const fleetPanels: readonly Panel[] = [
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
