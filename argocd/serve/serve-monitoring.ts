// What is measured of the fleet and of `tenantry serve` itself: its monitor, its alerts, and the dashboards of the fleet and of each product.
import type { Construct } from 'constructs';
import { ConfigMap } from '../../constructs/resources/core.js';
import { PodMonitor, PrometheusRule } from '../../constructs/resources/prometheus-operator.js';
import { fleetAlerts } from './fleet-alerts.js';
import { fleetDashboard } from './fleet-dashboard.js';
import { productDashboard } from './product-dashboard.js';
import { type ServeProps, serveLabels, serveMeta, serveName } from './serve-props.js';

export function addServeMonitoring(scope: Construct, props: ServeProps): void {
  const { monitoring } = props.cluster;
  const selected = serveMeta(props, serveName, monitoring.selector);
  new PodMonitor(scope, 'monitor', {
    metadata: selected,
    spec: {
      selector: { matchLabels: { ...serveLabels } },
      podTargetLabels: [],
      podMetricsEndpoints: [{ port: 'metrics' }],
    },
  });
  new PrometheusRule(scope, 'alerts', {
    metadata: selected,
    spec: { groups: [{ name: serveName, rules: fleetAlerts(props.namespace, monitoring.runbookUrl) }] },
  });
  const { key, value } = monitoring.dashboardLabel;
  new ConfigMap(scope, 'dashboard', {
    metadata: serveMeta(props, `${serveName}-dashboard`, { [key]: value }),
    data: { [`tenantry-${props.platform}.json`]: fleetDashboard(props) },
  });
  // One object each: together they could outgrow one.
  for (const product of props.products)
    new ConfigMap(scope, `product-${product.name}`, {
      metadata: serveMeta(props, `${serveName}-product-${product.name}`, { [key]: value }),
      data: { [`product-${product.name}.json`]: productDashboard(props.platform, product) },
    });
}
