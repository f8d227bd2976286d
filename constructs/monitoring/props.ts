// How a cluster’s tenants are watched, as the constructs are told.
import type { Peer } from '../base/cluster.js';

export interface MonitoringProps {
  readonly prometheus: Peer;
  /** Labels that the Prometheus instance selects its monitors and rules by. */
  readonly selector: Readonly<Record<string, string>>;
  /** Label that Grafana's sidecar picks dashboards by. */
  readonly dashboardLabel: { readonly key: string; readonly value: string };
  readonly grafanaUrl?: string;
  readonly runbookUrl?: string;
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly monitoring: MonitoringProps;
  }
}
