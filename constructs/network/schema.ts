// What a cluster's profile says of its network: what tenants talk to, and what they never reach.

import { z } from 'zod';
import type { Endpoint, Peer, SharedService } from '../base/cluster.js';
import { cidr, endpoint, label, peer, sharedService } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';

export const networkSchema = {
  cluster: {
    apiServer: z.array(endpoint).min(1).describe('The kube-apiserver’s addresses as pods reach it'),
    dns: peer.default({ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }).describe('The cluster’s DNS'),
    privateRanges: z
      .array(cidr)
      .default(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'])
      .describe('Ranges that no tenant reaches but by name; link-local is always among them'),
    sharedServices: z.record(label(), sharedService).default({}).describe('Shared services, by name'),
  },
} as const;

declare module '../base/sources.js' {
  interface ClusterSource extends FieldsOf<typeof networkSchema.cluster> {}
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    /** Addresses of the kube-apiserver as pods reach it; there is no portable selector for it. */
    readonly apiServer: readonly Endpoint[];
    readonly dns: Peer;
    /** Never reachable from a tenant, besides what is allowed by name: private ranges and the metadata service. */
    readonly privateRanges: readonly string[];
    readonly sharedServices: Readonly<Record<string, SharedService>>;
  }
}
