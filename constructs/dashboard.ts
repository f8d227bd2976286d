// The tenant's Grafana dashboard as JSON text; part of the concern monitoring. Grafana's sidecar reads it from a ConfigMap.
// Services measure themselves by OpenTelemetry's conventions for HTTP servers (http.server.request.duration).
import { panelsOf } from './dashboard-panels.js';
import type { TenantProps } from './tenant.js';

export type DashboardProps = Pick<TenantProps, 'id' | 'namespace' | 'displayName' | 'tier' | 'services' | 'database'>;

/** Grafana allows 40 characters, as many as a tenant's id has at most. */
export function dashboardUid(tenant: string): string {
  return tenant;
}

/** One line for each field and each panel: a change of one panel is a change of one line. */
export function dashboardOf(tenant: DashboardProps): string {
  const fields = {
    uid: dashboardUid(tenant.id),
    title: `Tenant ${tenant.id}: ${tenant.displayName}`,
    tags: ['tenant', tenant.tier],
    schemaVersion: 39,
    editable: false,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [datasource] },
  };
  const head = Object.entries(fields).map(([key, value]) => `"${key}": ${JSON.stringify(value)},\n`);
  const panels = panelsOf(tenant).map((panel) => `  ${JSON.stringify(panel)}`);
  return `{\n${head.join('')}"panels": [\n${panels.join(',\n')}\n]\n}\n`;
}

/** The reader picks the Prometheus; panels refer to it by this variable. */
const datasource = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' };
