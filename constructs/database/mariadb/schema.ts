// What a cluster's profile says of mariadb-operator.
import type { Peer } from '../../base/cluster.js';
import { image, peer } from '../../base/schema.js';

export const mariadbClusterFields = {
  mariadbOperator: peer
    .default({ namespace: 'mariadb-system', podLabels: { 'app.kubernetes.io/name': 'mariadb-operator' } })
    .describe('The mariadb-operator’s pods'),
  kubectlImage: image.default('registry.k8s.io/kubectl:v1.36.0').meta({
    description: 'With kubectl as its entrypoint; a job of it puts the MariaDB of a suspended tenant to sleep',
    examples: ['registry.k8s.io/kubectl:v1.36.0'],
  }),
} as const;

declare module '../../base/cluster.js' {
  interface ClusterProps {
    /** The mariadb-operator's pods. */
    readonly mariadbOperator: Peer;
    /** With `kubectl` as its entrypoint; puts suspended tenants' MariaDBs to sleep. */
    readonly kubectlImage: string;
  }
}
