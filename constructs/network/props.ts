// The network of a cluster, as the constructs are told.
import type { Endpoint, Peer, SharedService } from '../base/cluster.js';

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
