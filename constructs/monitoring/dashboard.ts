// The tenant's Grafana dashboard as JSON text: panels of every concern, and of whatever runs. Grafana's sidecar reads it from a ConfigMap.

import type { Concern } from '../base/concern.js';
import { dashboardText, dashboardUid, type ProductPanel, type TenantPanel } from '../base/dashboard.js';
import { seriesOf } from '../base/prometheus.js';
import type { TenantProps } from '../base/tenant.js';
import { sharedMetrics } from './alerts.js';

/** The dashboard of one tenant: the panels that apply to it, in their order. */
export function dashboardOf(tenant: TenantProps, concerns: readonly Concern[]): string {
  const panels = concerns.flatMap((concern) => concern.panels ?? []);
  return dashboardText({
    uid: dashboardUid(tenant.id),
    title: `Tenant ${tenant.id}: ${tenant.displayName}`,
    tags: ['tenant', tenant.tier],
    panels: panels.filter(({ applies }) => applies === undefined || applies(tenant)).sort((a, b) => a.order - b.order),
    of: seriesOf(tenant.namespace, sharedMetrics(concerns)),
  });
}

const cpu = 'container_cpu_usage_seconds_total';
const memory = 'container_memory_working_set_bytes';
/** Without the sums that the kubelet gives of each pod. */
const ofContainers = 'container!=""';

export const containerPanels: readonly TenantPanel[] = [
  {
    title: 'CPU',
    order: 50,
    unit: 'cores',
    curves: [['{{pod}}', (of) => `sum by (pod) (rate(${of(cpu, ofContainers)}[5m]))`]],
  },
  {
    title: 'Memory',
    order: 60,
    unit: 'bytes',
    curves: [['{{pod}}', (of) => `sum by (pod) (${of(memory, ofContainers)})`]],
  },
];

const cpuRate = `rate(${cpu}{${ofContainers}}[5m])`;
const memoryUsed = `${memory}{${ofContainers}}`;

export const containerProductPanels: readonly ProductPanel[] = [
  {
    title: 'Tenants by tier',
    order: 10,
    unit: 'short',
    curves: [['{{tier}}', ({ tenants }) => `count by (tier) (${tenants})`]],
  },
  { title: 'CPU by tier', order: 70, unit: 'cores', curves: [['{{tier}}', ({ byTier }) => byTier(cpuRate)]] },
  { title: 'Most CPU', order: 80, unit: 'cores', curves: [['{{tenant}}', ({ largest }) => largest(cpuRate)]] },
  { title: 'Memory by tier', order: 90, unit: 'bytes', curves: [['{{tier}}', ({ byTier }) => byTier(memoryUsed)]] },
  { title: 'Most memory', order: 100, unit: 'bytes', curves: [['{{tenant}}', ({ largest }) => largest(memoryUsed)]] },
];
