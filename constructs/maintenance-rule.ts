// What answers in the place of a suspended tenant: one rule for every path, as the cluster's profile says. Part of the concern routes;
// generator/check permits exactly this rule.
import type { MaintenanceProps } from './cluster.js';
import type { HttpRouteRule } from './resources/gateway-api.js';

export function maintenanceRule(maintenance: MaintenanceProps): HttpRouteRule {
  const matches = [{ path: { type: 'PathPrefix', value: '/' } }] as const;
  if (maintenance.kind === 'redirect') return { matches, filters: [redirectTo(new URL(maintenance.url))] };
  const { name, namespace, port } = maintenance;
  return { matches, backendRefs: [{ group: '', kind: 'Service', name, namespace, port, weight: 1 }] };
}

/** Found, not Moved Permanently: browsers would remember that when the tenant is back. */
function redirectTo({ protocol, hostname, port, pathname }: URL) {
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      scheme: protocol.slice(0, -1),
      hostname,
      ...(port === '' ? {} : { port: Number(port) }),
      path: { type: 'ReplaceFullPath', replaceFullPath: pathname },
      statusCode: 302,
    },
  } as const;
}
