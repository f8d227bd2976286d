// `clusters.<cluster>.monitoring`: how tenants are watched.

import { z } from 'zod';
import type { Peer } from '../base/cluster.js';
import { labels, labelValue, peer, webUrl } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';

const monitoring = z
  .strictObject({
    prometheus: peer.describe('Prometheus’ pods'),
    selector: labels.default({}).describe('Labels that Prometheus selects monitors and rules by'),
    dashboardLabel: z
      .strictObject({
        key: z
          .string()
          .min(1)
          .meta({ description: 'Its key', examples: ['grafana_dashboard'] }),
        value: labelValue.meta({ description: 'Its value', examples: ['1'] }),
      })
      .default({ key: 'grafana_dashboard', value: '1' })
      .describe('The label that Grafana’s sidecar picks dashboards by'),
    prometheusUrl: webUrl
      .exactOptional()
      .describe('Prometheus’ address as `tenantry cost` reaches it, for measured usage'),
    grafanaUrl: webUrl.exactOptional().describe('Grafana’s address, for links'),
    runbookUrl: webUrl.exactOptional().describe('Where runbooks are, for alerts'),
  })
  .describe('How tenants are watched');

export const monitoringSchema = { cluster: { monitoring } } as const;

declare module '../base/sources.js' {
  interface ClusterSource extends FieldsOf<typeof monitoringSchema.cluster> {}
}

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
