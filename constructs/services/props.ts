// A tenant’s services, and its cluster’s collector of traces, as the constructs are told.
import type { SharedService } from '../base/cluster.js';
import type { ServiceProps } from '../base/workload.js';

/** A collector that takes OpenTelemetry's protocol. */
export interface TracingProps {
  readonly endpoint: string;
  readonly protocol: 'http/protobuf' | 'grpc';
  readonly network: SharedService;
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly services: Readonly<Record<string, ServiceProps>>;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly tracing?: TracingProps;
  }
}
