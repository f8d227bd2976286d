// The body of the tenant's MariaDB: one server with its volume, settings and metrics exporter. From the plan; part of the concern
// database.
import type { Demand } from '../../base/concern.js';
import type { Identity } from '../../base/metadata.js';
import { sortedEntries } from '../../base/order.js';
import { restrictedContainer, restrictedPod } from '../../base/pod.js';
import { canonicalQuantity, parseQuantity } from '../../base/quantity.js';
import type { TenantProps } from '../../base/tenant.js';
import type { ResourceNeeds } from '../../base/workload.js';
import { backupSidecar } from '../backup-schedule.js';
import { databaseEngines } from '../engines.js';
import type { BackupStoreProps, DatabaseProps } from '../schema.js';
import { serverName } from '../server.js';
import { backupFolder, backupStoreOf } from './backups.js';
import { mariadbNames, mariadbUser, restoreLabel } from './names.js';
import type { MariaDbSpec } from './resources.js';

export type MariaDbOwner = Identity & {
  readonly cluster: Pick<TenantProps['cluster'], 'storageClass' | 'backupStore'> & {
    readonly monitoring: Pick<TenantProps['cluster']['monitoring'], 'selector'>;
  };
};

/** The user `nobody` of prom/mysqld-exporter. */
const exporterUser = 65_534;

export function mariadbSpec(tenant: MariaDbOwner, database: DatabaseProps): MariaDbSpec {
  return {
    image: database.image,
    replicas: database.instances,
    rootPasswordSecretKeyRef: { name: databaseEngines.mariadb.rootSecret, key: 'password', generate: false },
    storage: { size: canonicalQuantity(database.storage), storageClassName: tenant.cluster.storageClass },
    resources: canonical(database.resources),
    podSecurityContext: restrictedPod(mariadbUser),
    securityContext: restrictedContainer,
    inheritMetadata: { labels: inheritedLabels(tenant) },
    metrics: {
      enabled: true,
      exporter: {
        resources: metricsExporter,
        podSecurityContext: restrictedPod(exporterUser),
        securityContext: restrictedContainer,
      },
    },
    myCnf: settingsOf(database),
    ...restoredBy(tenant, database),
  };
}

/**
 * The job that fills a new server signs in as the server's own account (pkg/builder/batch_builder.go), so where a role stands for keys
 * that is the account of the backups. It stays afterwards, since another one would restart the server.
 */
function restoredBy(
  tenant: MariaDbOwner,
  database: DatabaseProps,
): Pick<MariaDbSpec, 'bootstrapFrom' | 'serviceAccountName'> {
  const store = tenant.cluster.backupStore;
  if (store === undefined || database.generation === 1) return {};
  return {
    ...(store.credentials.kind === 'role' ? { serviceAccountName: mariadbNames.backupJob } : {}),
    ...bootstrapFrom(tenant, store, database),
  };
}

function bootstrapFrom(
  { id }: MariaDbOwner,
  store: BackupStoreProps,
  { engine, generation, restore }: DatabaseProps,
): Pick<MariaDbSpec, 'bootstrapFrom'> {
  if (restore === undefined) return {};
  const folder = backupFolder(id, { engine, generation: restore.from }, { name: restore.schedule });
  const labels = { tenant: id, [restoreLabel]: serverName({ engine, generation }) };
  return {
    bootstrapFrom: {
      s3: backupStoreOf(folder, store),
      backupContentType: 'Physical',
      targetRecoveryTime: restore.at,
      restoreJob: { metadata: { labels }, resources: backupSidecar },
    },
  };
}

/**
 * Of pods, Services and the exporter's ServiceMonitor, which Prometheus selects by the profile's labels. Not the tier: a change of
 * it would restart the server.
 */
function inheritedLabels({ id, product, cluster }: MariaDbOwner): Record<string, string> {
  return { ...cluster.monitoring.selector, tenant: id, 'app.kubernetes.io/part-of': product };
}

/** The operator writes quantities back in their canonical form: any other would never be in sync. */
function canonical({ requests, limits }: ResourceNeeds): ResourceNeeds {
  const both = ({ cpu, memory }: ResourceNeeds['requests']) => ({
    cpu: canonicalQuantity(cpu),
    memory: canonicalQuantity(memory),
  });
  return { requests: both(requests), limits: both(limits) };
}

/** The blueprint's settings, over a buffer pool of half the memory: MariaDB's own default of 128 MiB fits no tier. */
function settingsOf({ parameters, resources }: DatabaseProps): string {
  const mebibytes = parseQuantity(resources.requests.memory) / parseQuantity('2Mi');
  const settings = { innodb_buffer_pool_size: `${mebibytes}M`, ...parameters };
  const lines = sortedEntries(settings).map(([name, value]) => `${name}=${value}\n`);
  return `[mariadb]\n${lines.join('')}`;
}

/** The exporter that mariadb-operator runs beside each server. */
const metricsExporter: ResourceNeeds = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};

/** The job that puts a MariaDB to sleep; its containers run in turn. */
export const hibernationJob: ResourceNeeds = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};

/**
 * There is one server and no other. The exporter is a Deployment, which starts a new pod before it stops the old one. A backup job's two
 * containers run in turn, and each schedule has its own. What puts it to sleep runs beside a last backup, however small the services are
 * that have gone.
 */
export function mariadbDemand({ instances, storage, resources, backup, restore }: DatabaseProps): Demand {
  return {
    pods: [
      { pods: instances, containers: [resources] },
      { pods: 2, containers: [metricsExporter] },
      { pods: 1, containers: [hibernationJob] },
      ...(backup === undefined ? [] : [{ pods: backup.length, containers: [backupSidecar] }]),
      ...(restore === undefined ? [] : [{ pods: 1, containers: [backupSidecar] }]),
    ],
    volumes: Array.from({ length: instances }, () => storage),
  };
}
