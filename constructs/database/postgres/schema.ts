// What a cluster's profile says of CloudNativePG.
import type { Peer } from '../../base/cluster.js';
import { peer } from '../../base/schema.js';

export const postgresClusterFields = {
  databaseOperator: peer
    .default({ namespace: 'cnpg-system', podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } })
    .describe('The CloudNativePG operator’s pods'),
} as const;

declare module '../../base/cluster.js' {
  interface ClusterProps {
    /** The CloudNativePG operator's pods. */
    readonly databaseOperator: Peer;
  }
}
