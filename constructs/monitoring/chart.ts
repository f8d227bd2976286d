// What is measured of a tenant, what is alerted on, and its dashboard; every expression reads the tenant's namespace only.
// Its props come from the plan; Prometheus' operator and Grafana's sidecar pick the objects by the labels of the cluster profile.

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Concern, Monitor } from '../base/concern.js';
import { type Identity, objectMeta } from '../base/metadata.js';
import { type RecordingRule, tenantInfo } from '../base/prometheus.js';
import { ConfigMap, PodMonitor, PrometheusRule, ServiceMonitor } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import { alertsOf } from './alerts.js';
import { dashboardOf } from './dashboard.js';

/**
 * A PodMonitor or ServiceMonitor for each that a concern asks for, a PrometheusRule with the tenant's alerts, and a ConfigMap with its
 * dashboard, which Grafana's sidecar finds by its label. Every expression names the tenant's namespace: alerts of a tenant must not fire
 * for others.
 */
export class Monitoring extends Chart {
  constructor(scope: Construct, props: TenantProps, concerns: readonly Concern[]) {
    super(scope, 'monitoring');
    for (const monitor of concerns.flatMap(({ monitors }) => monitors?.(props) ?? [])) this.#addMonitor(props, monitor);
    this.#addAlerts(props, concerns);
    this.#addDashboard(props, concerns);
  }

  #addMonitor(props: TenantProps, { of, name, selector, endpoint }: Monitor): void {
    const metadata = this.#selected(props, name);
    const spec = { selector: { matchLabels: selector }, podTargetLabels: [...tenantLabels] };
    if (of === 'pods')
      new PodMonitor(this, `pods-${name}`, { metadata, spec: { ...spec, podMetricsEndpoints: [endpoint] } });
    else new ServiceMonitor(this, `services-${name}`, { metadata, spec: { ...spec, endpoints: [endpoint] } });
  }

  #addAlerts(props: TenantProps, concerns: readonly Concern[]): void {
    new PrometheusRule(this, 'alerts', {
      metadata: this.#selected(props, 'tenant'),
      spec: { groups: [{ name: props.namespace, rules: [tenantInfoRule(props), ...alertsOf(props, concerns)] }] },
    });
  }

  #addDashboard(props: TenantProps, concerns: readonly Concern[]): void {
    const { key, value } = props.cluster.monitoring.dashboardLabel;
    new ConfigMap(this, 'dashboard', {
      metadata: objectMeta(props, 'tenantry-dashboard', { wave: waves.monitoring, labels: { [key]: value } }),
      // Grafana's sidecar writes the dashboards of all tenants into one folder: the key is a file name there.
      data: { [`tenant-${props.id}.json`]: dashboardOf(props, concerns) },
    });
  }

  #selected(props: TenantProps, name: string) {
    return objectMeta(props, name, { wave: waves.monitoring, labels: props.cluster.monitoring.selector });
  }
}

/** Labels of pods that their series carry, for views over many tenants. */
const tenantLabels = ['tenant', 'tier'] as const;

function tenantInfoRule({ id, namespace, product, tier }: Identity): RecordingRule {
  return { record: tenantInfo, expr: 'vector(1)', labels: { namespace, product, tenant: id, tier } };
}
