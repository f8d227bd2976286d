// The Grafana dashboard of one product over all its tenants in a cluster, as JSON text. Curves of single tenants show the ten largest,
// because a product may have thousands. A panel that no tenant of the product can fill is left out.
import { dashboardText, type Panel } from '../../constructs/base/dashboard.js';
import { shortDigest } from '../../constructs/base/digest.js';
import { type Series, tenantLabelOf } from '../../constructs/base/prometheus.js';
import { engineParts } from '../../constructs/database/engine-parts.js';
import { tenantInfo } from '../../constructs/monitoring/chart.js';
import type { ProductProps } from './props.js';

export function productDashboard(platform: string, product: ProductProps): string {
  return dashboardText({
    uid: uidOf(product.name),
    title: `Product ${product.name} of ${platform}`,
    tags: ['tenantry', 'product'],
    panels: panelsOf(product).filter(({ applies = true }) => applies),
    of: everySeries,
  });
}

/** With an underscore, which no tenant's id holds, and so no tenant's dashboard; Grafana takes 40 characters. */
function uidOf(product: string): string {
  const whole = `product_${product}`;
  return whole.length <= 40 ? whole : `product_${shortDigest(product)}`;
}

/** Of every namespace: the join with the product's tenants leaves theirs. */
const everySeries: Series = (metric, ...matchers) =>
  matchers.length === 0 ? metric : `${metric}{${matchers.join(',')}}`;

type Expression = (of: Series) => string;

const requests = 'http_server_request_duration_seconds';
const requestRate: Expression = (of) => `rate(${of(`${requests}_count`)}[5m])`;
const errorRate: Expression = (of) => `rate(${of(`${requests}_count`, 'http_response_status_code=~"5.."')}[5m])`;
const cpu: Expression = (of) => `rate(${of('container_cpu_usage_seconds_total', 'container!=""')}[5m])`;
const memory: Expression = (of) => of('container_memory_working_set_bytes', 'container!=""');

interface PanelEntry extends Panel {
  /** @default true */
  readonly applies?: boolean;
}

function panelsOf({ name, hasMetrics, hasVolumes, hasMessaging, engine }: ProductProps): PanelEntry[] {
  const info = `max by (namespace, tenant, tier) (${tenantInfo}{product="${name}"})`;
  /** The sum of each tenant, with its name and tier. */
  const ofTenants =
    (what: Expression, kept = ''): Expression =>
    (of) =>
      `sum by (namespace${kept}) (${what(of)}) * on (namespace) group_left (tenant, tier) ${info}`;
  const byTier =
    (what: Expression): Expression =>
    (of) =>
      `sum by (tier) (${ofTenants(what)(of)})`;
  const largest =
    (what: Expression): Expression =>
    (of) =>
      `topk(10, sum by (tenant) (${ofTenants(what)(of)}))`;
  const share: Expression = (of) => `${byTier(errorRate)(of)} / ${byTier(requestRate)(of)}`;
  const quantile = (part: number): Expression => {
    const buckets = ofTenants((of) => `rate(${of(`${requests}_bucket`)}[5m])`, ', le');
    return (of) => `histogram_quantile(${part}, sum by (le) (${buckets(of)}))`;
  };
  const storage: Expression = (of) =>
    `topk(10, max by (namespace) (${of('kubelet_volume_stats_used_bytes')} / ${of('kubelet_volume_stats_capacity_bytes')})` +
    ` * on (namespace) group_left (tenant) ${info})`;
  return [
    { title: 'Tenants by tier', unit: 'short', curves: [['{{tier}}', () => `count by (tier) (${info})`]] },
    { title: 'Requests by tier', unit: 'reqps', applies: hasMetrics, curves: [['{{tier}}', byTier(requestRate)]] },
    { title: 'Errors, share of requests', unit: 'percentunit', applies: hasMetrics, curves: [['{{tier}}', share]] },
    {
      title: 'Response time',
      unit: 's',
      applies: hasMetrics,
      curves: [
        ['p50', quantile(0.5)],
        ['p95', quantile(0.95)],
        ['p99', quantile(0.99)],
      ],
    },
    { title: 'Most requests', unit: 'reqps', applies: hasMetrics, curves: [['{{tenant}}', largest(requestRate)]] },
    { title: 'Most errors', unit: 'reqps', applies: hasMetrics, curves: [['{{tenant}}', largest(errorRate)]] },
    { title: 'CPU by tier', unit: 'cores', curves: [['{{tier}}', byTier(cpu)]] },
    { title: 'Most CPU', unit: 'cores', curves: [['{{tenant}}', largest(cpu)]] },
    { title: 'Memory by tier', unit: 'bytes', curves: [['{{tier}}', byTier(memory)]] },
    { title: 'Most memory', unit: 'bytes', curves: [['{{tenant}}', largest(memory)]] },
    { title: 'Fullest volumes', unit: 'percentunit', applies: hasVolumes, curves: [['{{tenant}}', storage]] },
    ...(engine === undefined
      ? []
      : [
          {
            title: 'Most database connections',
            unit: 'short',
            curves: [['{{tenant}}', largest((of) => of(engineParts[engine].connections))]],
          } as const,
        ]),
    {
      title: 'Most messages that wait',
      unit: 'short',
      applies: hasMessaging,
      curves: [['{{tenant}}', (of) => waiting(of, info)]],
    },
  ];
}

const queueDepth = 'rabbitmq_detailed_queue_messages_ready';

/** The broker's series name a tenant's namespace by another label. */
function waiting(of: Series, info: string): string {
  const label = tenantLabelOf(queueDepth);
  const named = `label_replace(${info}, "${label}", "$1", "namespace", "(.*)")`;
  return `topk(10, sum by (tenant) (sum by (${label}) (${of(queueDepth)}) * on (${label}) group_left (tenant) ${named}))`;
}
