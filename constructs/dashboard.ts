// The tenant's Grafana dashboard as JSON text; part of the concern monitoring. Grafana's sidecar reads it from a ConfigMap.
// Services measure themselves by OpenTelemetry's conventions for HTTP servers (http.server.request.duration).
import { dashboardText } from './dashboard-json.js';
import { panelsOf } from './dashboard-panels.js';
import { seriesOf } from './promql.js';
import type { TenantProps } from './tenant.js';

export type DashboardProps = Pick<
  TenantProps,
  'id' | 'namespace' | 'displayName' | 'tier' | 'services' | 'database' | 'messaging' | 'volumes'
>;

/** Grafana allows 40 characters, as many as a tenant's id has at most. */
export function dashboardUid(tenant: string): string {
  return tenant;
}

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
