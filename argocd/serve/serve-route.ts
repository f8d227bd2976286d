// How people reach the page of `tenantry serve`, where platform.yaml names a host and no proxy
// before it: by Gateway API or Ingress, as tenants are reached.
import type { Construct } from 'constructs';
import { Ingress } from '../../constructs/resources/core.js';
import { HttpRoute } from '../../constructs/resources/gateway-api.js';
import { type ServeProps, serveMeta, serveName, servePorts } from './serve-props.js';

export function addServeRoute(scope: Construct, props: ServeProps): void {
  const { host, proxy, cluster } = props;
  if (host === undefined || proxy !== undefined) return;
  const metadata = serveMeta(props, serveName);
  const { routing } = cluster;
  if (routing.kind === 'ingress')
    new Ingress(scope, 'route', { metadata, spec: { ingressClassName: routing.className, ...ingressRule(host) } });
  else
    new HttpRoute(scope, 'route', {
      metadata,
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...parentOf(routing.gateway) }],
        hostnames: [host],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [{ group: '', kind: 'Service', name: serveName, port: servePorts.http, weight: 1 }],
          },
        ],
      },
    });
}

function parentOf({ name, namespace, section }: { name: string; namespace: string; section?: string }) {
  return { name, namespace, ...(section === undefined ? {} : { sectionName: section }) };
}

/** The class's own certificate serves it, as it serves the base domain. */
function ingressRule(host: string) {
  const service = { name: serveName, port: { number: servePorts.http } };
  return {
    tls: [{ hosts: [host] }],
    rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } }],
  };
}
