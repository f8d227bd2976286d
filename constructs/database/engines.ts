// The database servers that a blueprint may ask for, and what others must know of each: where it answers, how its pods are
// selected, who operates it. Plan, network, secrets, quota and monitoring read the table; each engine has a folder with what it renders.

import { mariadbClusterFields } from './mariadb/schema.js';
import { postgresClusterFields } from './postgres/schema.js';

export const engineNames = ['postgres', 'mariadb'] as const;

export type EngineName = (typeof engineNames)[number];

export interface DatabaseEngine {
  /** Name of a tenant's first server; server.ts has those of others. */
  readonly server: string;
  /** What the name of the Service that reads and writes go to has beyond the server's. */
  readonly hostSuffix: string;
  readonly port: number;
  /** What a server's pods are selected by. */
  readonly selector: (server: string) => Readonly<Record<string, string>>;
  /** Field of the cluster's profile that names the operator's pods. */
  readonly operator: 'databaseOperator' | 'mariadbOperator';
  readonly schemes: { readonly uri: string; readonly jdbc: string };
  /** Label of a Secret whose change the operator hands on to the server at once. */
  readonly reloadLabel: string;
  /** Whether the operator makes the Secret of the first logical database itself, as `<server>-app`. */
  readonly makesFirstSecret: boolean;
  /** The Secret with the administrator's password under the key `password`, where the operator wants one. */
  readonly rootSecret?: string;
  readonly mostInstances: number;
  /** Services that the operator makes. */
  readonly services: number;
}

export const databaseEngines = {
  /** CloudNativePG: `postgres-rw`, `-ro` and `-r` (its documentation, "Applications"). */
  postgres: {
    server: 'postgres',
    hostSuffix: '-rw',
    port: 5432,
    selector: (server) => ({ 'cnpg.io/cluster': server }),
    operator: 'databaseOperator',
    schemes: { uri: 'postgresql', jdbc: 'postgresql' },
    reloadLabel: 'cnpg.io/reload',
    makesFirstSecret: true,
    mostInstances: 9,
    services: 3,
  },
  /**
   * mariadb-operator: `mariadb`, `mariadb-internal` and, for the exporter, `mariadb-metrics` (api/v1alpha1/mariadb_keys.go). More
   * than one instance would need an agent in each pod with rights at the API server: that is left out.
   */
  mariadb: {
    server: 'mariadb',
    hostSuffix: '',
    port: 3306,
    selector: (server) => ({ 'app.kubernetes.io/name': 'mariadb', 'app.kubernetes.io/instance': server }),
    operator: 'mariadbOperator',
    schemes: { uri: 'mysql', jdbc: 'mariadb' },
    reloadLabel: 'k8s.mariadb.com/watch',
    makesFirstSecret: false,
    rootSecret: 'mariadb-root',
    mostInstances: 1,
    services: 3,
  },
} as const satisfies Record<EngineName, DatabaseEngine>;

/** What is known of an engine, whichever it is. */
export function engineOf(name: EngineName): DatabaseEngine {
  return databaseEngines[name];
}

/** What a cluster's profile says of the engines' operators. */
export const engineClusterFields = { ...postgresClusterFields, ...mariadbClusterFields } as const;
