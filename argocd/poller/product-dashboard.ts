// The Grafana dashboard of one product over all its tenants in a cluster, as JSON text: panels of every concern, but for those that no
// tenant of the product can fill.
import { dashboardText, type ProductSeries } from '../../constructs/base/dashboard.js';
import { shortDigest } from '../../constructs/base/digest.js';
import { tenantInfo } from '../../constructs/base/prometheus.js';
import { concerns } from '../../constructs/index.js';
import type { ProductProps } from './props.js';

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
