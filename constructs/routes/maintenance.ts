// What answers in the place of a suspended tenant's routes.
import type { HttpRouteRule } from './resources.js';
import type { MaintenanceProps } from './schema.js';

/** The one rule of its HTTPRoutes: a redirect, or the platform's own Service. */
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
