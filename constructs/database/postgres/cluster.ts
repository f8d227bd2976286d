// The body of the tenant's CNPG Cluster: its servers, its first database, and the roles of the others. From the plan; part of
// the concern database.
import type { Demand } from '../../base/concern.js';
import type { Identity } from '../../base/metadata.js';
import { sortedEntries } from '../../base/order.js';
import { canonicalQuantity } from '../../base/quantity.js';
import type { TenantProps } from '../../base/tenant.js';
import type { ComputeResources } from '../../base/workload.js';
import { backupSidecar } from '../backup-schedule.js';
import { type DatabaseProps, type LogicalDatabase, tryBackups } from '../schema.js';
import { backedUp, origin, recoveredFrom } from './backups.js';
import type { ClusterSpec, ManagedRole } from './resources.js';

export type ClusterOwner = Identity & {
  readonly cluster: Pick<TenantProps['cluster'], 'storageClass' | 'backupStore'>;
};

/** @throws Error for a database server without a database; loading refuses that before. */
export function clusterSpec(tenant: ClusterOwner, database: DatabaseProps): ClusterSpec {
  const [first, ...others] = database.databases;
  if (first === undefined) throw new Error('a database server needs at least one database');
  const backups = tryBackups({ ...tenant, database });
  return {
    instances: database.instances,
    imageName: database.image,
    // With one instance a disruption budget would keep its node from being drained.
    enablePDB: database.instances > 1,
    enableSuperuserAccess: false,
    inheritedMetadata: {
      labels: { tenant: tenant.id, tier: tenant.tier, 'app.kubernetes.io/part-of': tenant.product },
    },
    affinity: { enablePodAntiAffinity: true, podAntiAffinityType: 'preferred', topologyKey: 'kubernetes.io/hostname' },
    resources: { requests: canonical(database.resources.requests), limits: canonical(database.resources.limits) },
    storage: { size: database.storage, storageClass: tenant.cluster.storageClass },
    bootstrap: bootstrapOf(first, database),
    postgresql: { ...parametersOf(database), pg_hba: [...hostRules] },
    ...(others.length === 0 ? {} : { managed: { roles: others.map(managedRole) } }),
    ...(backups === undefined ? {} : { ...backedUp(backups, database), ...recoveredFrom(database) }),
  };
}

/**
 * Each role may connect to the database of its own name and to no other. They come after CloudNativePG's own rules (local
 * sockets, replication, poolers) and before its last one, which lets every role try every database (its documentation,
 * "PostgreSQL Configuration", pg_hba); unlike a grant they also hold for databases that are made later.
 */
const hostRules = ['host sameuser all all scram-sha-256', 'host all all all reject'] as const;

/**
 * The operator makes the role's Secret either way. PostgreSQL lets everybody connect to a new database; a restored one is as it was.
 * It reads all this once, when the server begins: what is here later only says what would happen if somebody deleted the Cluster.
 */
function bootstrapOf({ name }: LogicalDatabase, { restore }: DatabaseProps): ClusterSpec['bootstrap'] {
  if (restore !== undefined)
    return { recovery: { source: origin, database: name, owner: name, recoveryTarget: { targetTime: restore.at } } };
  return {
    initdb: {
      database: name,
      owner: name,
      postInitApplicationSQL: [`REVOKE CONNECT ON DATABASE "${name.replaceAll('"', '""')}" FROM PUBLIC`],
    },
  };
}

function parametersOf({ parameters }: DatabaseProps): Pick<ClusterSpec['postgresql'], 'parameters'> {
  const entries = sortedEntries(parameters);
  return entries.length === 0 ? {} : { parameters: Object.fromEntries(entries) };
}

/** A DatabaseRole object would do as well from CloudNativePG 1.30 on; versions 1.28 and 1.29 know managed roles only. */
function managedRole({ name, secret }: LogicalDatabase): ManagedRole {
  return { name, ensure: 'present', login: true, inherit: true, connectionLimit: -1, passwordSecret: { name: secret } };
}

/** The operator's webhook writes quantities back in their canonical form: any other would never be in sync. */
function canonical({ cpu, memory }: ComputeResources): ComputeResources {
  return { cpu: canonicalQuantity(cpu), memory: canonicalQuantity(memory) };
}

/** CNPG joins a new instance in a Job with an instance's resources and a volume of its own. */
export function postgresDemand({ instances, storage, resources, backup }: DatabaseProps): Demand {
  const most = instances + 1;
  return {
    pods: [{ pods: most, containers: backup === undefined ? [resources] : [resources, backupSidecar] }],
    volumes: Array.from({ length: most }, () => storage),
  };
}
