// The alert rules of one tenant, from the table of alerts; part of the concern monitoring.
import { type Alert, type AlertedTenant, alerts } from './alert-table.js';
import type { Identity } from './object-meta.js';
import { seriesOf } from './promql.js';
import type { AlertRule } from './resources/prometheus-operator.js';
import type { TenantProps } from './tenant.js';

export type AlertsProps = Identity &
  AlertedTenant & {
    readonly cluster: { readonly monitoring: Pick<TenantProps['cluster']['monitoring'], 'runbookUrl'> };
  };

/** The alerts that apply to the tenant, in the order of the table. */
export function alertsOf(tenant: AlertsProps): AlertRule[] {
  return alerts.filter(({ applies }) => applies === undefined || applies(tenant)).map((alert) => toRule(alert, tenant));
}

function toRule({ name, severity, for: duration, when, summary, description }: Alert, tenant: AlertsProps): AlertRule {
  const { runbookUrl } = tenant.cluster.monitoring;
  return {
    alert: name,
    expr: when(seriesOf(tenant.namespace), tenant),
    for: duration,
    labels: { severity, tenant: tenant.id, tier: tenant.tier },
    annotations: {
      summary,
      description,
      ...(runbookUrl === undefined ? {} : { runbook_url: `${runbookUrl}/${name}` }),
    },
  };
}
