// What is measured of a tenant, what is alerted on, and its dashboard; every expression reads the tenant's namespace only.
// Its props come from the plan; Prometheus' operator and Grafana's sidecar pick the objects by the labels of the cluster profile.

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Identity, objectMeta } from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import { PodMonitor, PrometheusRule, type RecordingRule, ServiceMonitor } from '../base/prometheus.js';
import { ConfigMap } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import type { DatabaseProps } from '../database/props.js';
import { serverName, serverSelector } from '../database/server.js';
import { type Scraping, scrapingLabel, scrapingOf } from '../services/ports.js';
import { type AlertsProps, alertsOf } from './alerts.js';
import { dashboardOf } from './dashboard.js';

export type MonitoringProps = Identity &
  AlertsProps &
  Pick<TenantProps, 'displayName' | 'services'> & { readonly cluster: Pick<TenantProps['cluster'], 'monitoring'> };

/**
 * A PodMonitor of the database, a ServiceMonitor for all services that are scraped alike, a PrometheusRule with the tenant's alerts, and
 * a ConfigMap with its dashboard, which Grafana's sidecar finds by its label. Every expression names the tenant's namespace: alerts of
 * a tenant must not fire for others.
 */
export class Monitoring extends Chart {
  constructor(scope: Construct, props: MonitoringProps) {
    super(scope, 'monitoring');
    // mariadb-operator makes a ServiceMonitor of its own for its exporter.
    if (props.database?.engine === 'postgres') this.addDatabaseMonitor(props, props.database);
    for (const scraping of scrapingsOf(props)) this.addServiceMonitor(props, scraping);
    this.addAlerts(props);
    this.addDashboard(props);
  }

  private addDatabaseMonitor(props: MonitoringProps, database: DatabaseProps): void {
    new PodMonitor(this, 'database', {
      metadata: this.selected(props, serverName(database)),
      spec: {
        selector: { matchLabels: serverSelector(database) },
        podTargetLabels: [...tenantLabels],
        podMetricsEndpoints: [{ port: 'metrics' }],
      },
    });
  }

  private addServiceMonitor(props: MonitoringProps, { name, port, path }: Scraping): void {
    new ServiceMonitor(this, `services-${name}`, {
      metadata: this.selected(props, name),
      spec: {
        selector: { matchLabels: { tenant: props.id, [scrapingLabel]: name } },
        podTargetLabels: [...tenantLabels],
        endpoints: [{ port, path }],
      },
    });
  }

  private addAlerts(props: MonitoringProps): void {
    new PrometheusRule(this, 'alerts', {
      metadata: this.selected(props, 'tenant'),
      spec: { groups: [{ name: props.namespace, rules: [tenantInfoRule(props), ...alertsOf(props)] }] },
    });
  }

  private addDashboard(props: MonitoringProps): void {
    const { key, value } = props.cluster.monitoring.dashboardLabel;
    new ConfigMap(this, 'dashboard', {
      metadata: objectMeta(props, 'tenantry-dashboard', { wave: waves.monitoring, labels: { [key]: value } }),
      // Grafana's sidecar writes the dashboards of all tenants into one folder: the key is a file name there.
      data: { [`tenant-${props.id}.json`]: dashboardOf(props) },
    });
  }

  private selected(props: MonitoringProps, name: string) {
    return objectMeta(props, name, { wave: waves.monitoring, labels: props.cluster.monitoring.selector });
  }
}

/** Labels of pods that their series carry, for views over many tenants. */
const tenantLabels = ['tenant', 'tier'] as const;

/** Each way once, however many services are scraped in it. */
function scrapingsOf({ services }: MonitoringProps): Scraping[] {
  const all = sortedEntries(services).flatMap(([, service]) => scrapingOf(service) ?? []);
  return [...new Map(all.map((each) => [each.name, each])).values()];
}

export const tenantInfo = 'tenantry_tenant_info';

function tenantInfoRule({ id, namespace, product, tier }: Identity): RecordingRule {
  return { record: tenantInfo, expr: 'vector(1)', labels: { namespace, product, tenant: id, tier } };
}
