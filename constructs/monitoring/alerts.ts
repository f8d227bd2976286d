// A tenant's rules of the alerts that every concern brings, and those on whatever runs. Where the series come from: kube-state-metrics
// (kube_*), the kubelet (kubelet_*), and exporters of operators. The first is scraped with `honorLabels: true`, as is cert-manager
// (certmanager_*), or their `namespace` would be the exporter's own.
import type { Concern } from '../base/concern.js';
import type { Alert, AlertRule, Series, SharedMetrics } from '../base/prometheus.js';
import { seriesOf } from '../base/prometheus.js';
import type { TenantProps } from '../base/tenant.js';

/** The alerts that apply to the tenant, in their order. */
export function alertsOf(tenant: TenantProps, concerns: readonly Concern[]): AlertRule[] {
  const of = seriesOf(tenant.namespace, sharedMetrics(concerns));
  return concerns
    .flatMap(({ alerts }) => alerts ?? [])
    .filter(({ applies }) => applies === undefined || applies(tenant))
    .sort((a, b) => a.order - b.order)
    .map((alert) => toRule(alert, tenant, of));
}

export function sharedMetrics(concerns: readonly Concern[]): SharedMetrics[] {
  return concerns.flatMap((concern) => concern.sharedMetrics ?? []);
}

function toRule(
  { name, severity, for: duration, when, summary, description }: Alert,
  tenant: TenantProps,
  of: Series,
): AlertRule {
  const { runbookUrl } = tenant.cluster.monitoring;
  return {
    alert: name,
    expr: when(of, tenant),
    for: duration,
    labels: { severity, tenant: tenant.id, tier: tenant.tier },
    annotations: {
      summary,
      description,
      runbook_url: runbookUrl === undefined ? undefined : `${runbookUrl}/${name}`,
    },
  };
}

export const containerAlerts: readonly Alert[] = [
  {
    name: 'TenantContainerRestarting',
    order: 20,
    severity: 'warning',
    for: '5m',
    when: (of) => `increase(${of('kube_pod_container_status_restarts_total')}[30m]) > 3`,
    summary: 'Container {{ $labels.container }} restarts again and again',
    description: 'Pod {{ $labels.pod }} restarted more than three times in half an hour: look at its previous log.',
  },
];
