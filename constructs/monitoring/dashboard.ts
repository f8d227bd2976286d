// The tenant's Grafana dashboard as JSON text: panels of every concern, and of whatever runs. Grafana's sidecar reads it from a ConfigMap.

import type { TenantPanel } from '../base/concern.js';
import { dashboardText, dashboardUid } from '../base/dashboard.js';
import { seriesOf } from '../base/prometheus.js';
import type { TenantProps } from '../base/tenant.js';

/** The dashboard of one tenant: the panels that apply to it, in their order. */
export function dashboardOf(tenant: TenantProps, panels: readonly TenantPanel[]): string {
  return dashboardText({
    uid: dashboardUid(tenant.id),
    title: `Tenant ${tenant.id}: ${tenant.displayName}`,
    tags: ['tenant', tenant.tier],
    panels: panels.filter(({ applies }) => applies === undefined || applies(tenant)).sort((a, b) => a.order - b.order),
    of: seriesOf(tenant.namespace),
  });
}

export const containerPanels: readonly TenantPanel[] = [
  {
    title: 'CPU',
    order: 50,
    unit: 'cores',
    curves: [
      ['{{pod}}', (of) => `sum by (pod) (rate(${of('container_cpu_usage_seconds_total', 'container!=""')}[5m]))`],
    ],
  },
  {
    title: 'Memory',
    order: 60,
    unit: 'bytes',
    curves: [['{{pod}}', (of) => `sum by (pod) (${of('container_memory_working_set_bytes', 'container!=""')})`]],
  },
];
