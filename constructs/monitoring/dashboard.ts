// The tenant's Grafana dashboard as JSON text; part of the concern monitoring. Grafana's sidecar reads it from a ConfigMap.
// Services measure themselves by OpenTelemetry's conventions for HTTP servers (http.server.request.duration).
import { dashboardText, dashboardUid, type Panel } from '../base/dashboard.js';
import { type Series, seriesOf } from '../base/promql.js';
import type { TenantProps } from '../base/tenant.js';
import type { EngineName } from '../database/engines.js';

export type DashboardProps = Pick<
  TenantProps,
  'id' | 'namespace' | 'displayName' | 'tier' | 'services' | 'database' | 'messaging' | 'volumes'
>;

/** The dashboard of one tenant. */
export function dashboardOf(tenant: DashboardProps): string {
  return dashboardText({
    uid: dashboardUid(tenant.id),
    title: `Tenant ${tenant.id}: ${tenant.displayName}`,
    tags: ['tenant', tenant.tier],
    panels: panelsOf(tenant),
    of: seriesOf(tenant.namespace),
  });
}

type PanelsProps = Pick<TenantProps, 'namespace' | 'services' | 'database' | 'messaging' | 'volumes'>;

interface PanelEntry extends Panel {
  readonly applies?: (tenant: PanelsProps) => boolean;
}

/** The panels that apply to the tenant. */
function panelsOf(tenant: PanelsProps): Panel[] {
  return panels.filter(({ applies }) => applies === undefined || applies(tenant));
}

const hasMetrics = ({ services }: PanelsProps) => Object.values(services).some(({ metrics }) => metrics !== undefined);
const hasVolumes = ({ database, volumes }: PanelsProps) => database !== undefined || Object.keys(volumes).length > 0;
const runsOn =
  (engine: EngineName) =>
  ({ database }: PanelsProps) =>
    database?.engine === engine;
const requests = 'http_server_request_duration_seconds';

const quantile = (share: number) => (of: Series) =>
  `histogram_quantile(${share}, sum by (le) (rate(${of(`${requests}_bucket`)}[5m])))`;

const panels: readonly PanelEntry[] = [
  {
    title: 'Requests',
    unit: 'reqps',
    applies: hasMetrics,
    curves: [['{{service}}', (of) => `sum by (service) (rate(${of(`${requests}_count`)}[5m]))`]],
  },
  {
    title: 'Errors, share of requests',
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
    unit: 'short',
    curves: [['{{deployment}}', (of) => of('kube_deployment_status_replicas_ready')]],
  },
  {
    title: 'CPU',
    unit: 'cores',
    curves: [
      ['{{pod}}', (of) => `sum by (pod) (rate(${of('container_cpu_usage_seconds_total', 'container!=""')}[5m]))`],
    ],
  },
  {
    title: 'Memory',
    unit: 'bytes',
    curves: [['{{pod}}', (of) => `sum by (pod) (${of('container_memory_working_set_bytes', 'container!=""')})`]],
  },
  {
    title: 'Storage, share in use',
    unit: 'percentunit',
    applies: hasVolumes,
    curves: [
      [
        '{{persistentvolumeclaim}}',
        (of) => `${of('kubelet_volume_stats_used_bytes')} / ${of('kubelet_volume_stats_capacity_bytes')}`,
      ],
    ],
  },
  {
    title: 'Database connections',
    unit: 'short',
    applies: runsOn('postgres'),
    curves: [['{{datname}}', (of) => `sum by (datname) (${of('cnpg_backends_total')})`]],
  },
  {
    title: 'Database connections',
    unit: 'short',
    applies: runsOn('mariadb'),
    curves: [['connections', (of) => of('mysql_global_status_threads_connected')]],
  },
  {
    title: 'Messages that wait',
    unit: 'short',
    applies: ({ messaging }) => messaging !== undefined,
    curves: [['{{queue}}', (of) => `sum by (queue) (${of('rabbitmq_detailed_queue_messages_ready')})`]],
  },
];
