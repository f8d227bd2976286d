// The objects of a tenant's MariaDB by mariadb-operator: the server, and for each logical database itself, its user and the grant
// that joins them; its backups, and how it goes to sleep. Part of the concern database.
import type { Chart } from 'cdk8s';
import { type Identity, type MetaOptions, objectMeta } from '../../base/metadata.js';
import { Job, Role, RoleBinding, ServiceAccount } from '../../base/resources.js';
import { waves } from '../../base/waves.js';
import { mostFrequent } from '../backup-schedule.js';
import { databaseEngines } from '../engines.js';
import type { DatabaseProps, LogicalDatabase } from '../schema.js';
import { type Backups, tryBackups } from '../schema.js';
import { type Guard, guardOf, serverName, serversOf } from '../server.js';
import { lastBackupSpec, physicalBackupName, physicalBackupSpec } from './backups.js';
import { type Hibernation, hibernationsOf, type SleepyTenant } from './hibernation.js';
import { lastBackupLabel, mariadbNames } from './names.js';
import { MariaDB, MariaDbDatabase, MariaDbGrant, MariaDbUser, PhysicalBackup } from './resources.js';
import { type MariaDbOwner, mariadbSpec } from './server.js';

export type MariaDbProps = MariaDbOwner & SleepyTenant;

const component = databaseEngines.mariadb.server;

export function addMariaDb(chart: Chart, props: MariaDbProps, database: DatabaseProps): void {
  const backups = tryBackups({ ...props, database });
  for (const server of serversOf(database)) addServer(chart, props, server, guardOf(database));
  for (const hibernation of hibernationsOf(props)) addHibernation(chart, props, hibernation);
  if (backups !== undefined) addBackups(chart, props, database, backups);
}

/**
 * `suspend` is said while the tenant is active only, which takes back what the job of hibernation sets: what is not in git Argo CD leaves
 * as it is.
 */
function addServer(chart: Chart, props: MariaDbProps, database: DatabaseProps, guard: Guard): void {
  const server = serverName(database);
  const { wave, annotations } = orderOf(props, waves.database);
  new MariaDB(chart, server, {
    metadata: objectMeta(props, server, { wave, component, annotations: { ...guard, ...annotations } }),
    spec: { ...mariadbSpec(props, database), ...(props.lifecycle === 'active' ? { suspend: false } : {}) },
  });
  for (const each of database.databases) addDatabase(chart, props, server, each);
}

/**
 * Argo CD's rules call a server that the operator leaves alone Progressing, for as long as it sleeps, and what was added to it meanwhile too.
 * So they are in the last wave then, for which no sync waits, and their health does not count.
 */
function orderOf({ lifecycle }: MariaDbProps, wave: number): Pick<MetaOptions, 'wave' | 'annotations'> {
  if (lifecycle === 'active') return { wave };
  return { wave: waves.hibernation, annotations: { 'argocd.argoproj.io/ignore-healthcheck': 'true' } };
}

/** A user of its own for each database, of the same name, who may do everything in it and nothing elsewhere. */
function addDatabase(chart: Chart, props: MariaDbProps, server: string, { name, secret }: LogicalDatabase): void {
  const metadata = objectMeta(props, secret, { ...orderOf(props, waves.logicalDatabases), component });
  const mariaDbRef = { name: server };
  new MariaDbDatabase(chart, `database-${secret}`, {
    metadata,
    // Data stays when the object goes: dropping a database is a person's work.
    spec: { mariaDbRef, name, characterSet: 'utf8mb4', collate: 'utf8mb4_unicode_ci', cleanupPolicy: 'Skip' },
  });
  new MariaDbUser(chart, `user-${secret}`, {
    metadata,
    spec: {
      mariaDbRef,
      name,
      host: anywhere,
      passwordSecretKeyRef: { name: secret, key: 'password' },
      maxUserConnections: mostConnections,
      cleanupPolicy: 'Delete',
    },
  });
  new MariaDbGrant(chart, `grant-${secret}`, {
    metadata,
    spec: {
      mariaDbRef,
      username: name,
      host: anywhere,
      database: name,
      table: '*',
      privileges: ['ALL PRIVILEGES'],
      cleanupPolicy: 'Delete',
    },
  });
}

/** Which pods may connect is a matter of the network policies. */
const anywhere = '%';
/** Below the server's own 151, so that the operator and the exporter always get in; the operator's default is 10. */
const mostConnections = 100;

/**
 * The Job, and what it signs in with. When the tenant comes back Argo CD prunes the Job first, before anything else is applied: of what it
 * prunes, the highest wave goes when the lowest would (gitops-engine, pkg/sync). So it can not stop a server that is wanted again.
 */
function addHibernation(chart: Chart, tenant: Identity, { name, role, binding, job }: Hibernation): void {
  const metaOf = (wave: number, called: string) =>
    objectMeta(tenant, called, { wave, component: name, prunedAtOnce: true });
  const metadata = metaOf(waves.access, name);
  new ServiceAccount(chart, `${name}-account`, { metadata, automountServiceAccountToken: false });
  new Role(chart, `${name}-role`, { metadata, ...role });
  new RoleBinding(chart, `${name}-binding`, { metadata, ...binding });
  new Job(chart, `${name}-job`, { metadata: metaOf(waves.hibernation, job.name), spec: job.spec });
}

/** They hold no data, and can go without a person's confirmation; what is in the bucket stays. */
function addBackups(chart: Chart, props: MariaDbProps, database: DatabaseProps, backups: Backups): void {
  new ServiceAccount(chart, 'backup-account', {
    metadata: objectMeta(props, mariadbNames.backupJob, {
      wave: waves.backupStore,
      component: mariadbNames.backupJob,
      annotations: cloudRole(backups),
    }),
    automountServiceAccountToken: false,
  });
  const suspend = props.lifecycle !== 'active';
  for (const schedule of backups.schedules) {
    const spec = physicalBackupSpec(props, backups, schedule, { database, suspend });
    const metadata = objectMeta(props, physicalBackupName(spec, schedule), { wave: waves.logicalDatabases, component });
    new PhysicalBackup(chart, `backup-${schedule.name}`, { metadata, spec });
  }
  if (suspend) addLastBackup(chart, props, database, backups);
}

/** Once those who write are gone, and again whenever the tenant is suspended again: being active takes the object away. */
function addLastBackup(chart: Chart, props: MariaDbProps, database: DatabaseProps, backups: Backups): void {
  const schedule = mostFrequent(backups.schedules);
  const spec = lastBackupSpec(props, backups, schedule, database);
  const metadata = objectMeta(props, physicalBackupName(spec, schedule), {
    wave: waves.lastBackup,
    component,
    labels: { [lastBackupLabel]: serverName(database) },
  });
  new PhysicalBackup(chart, 'last-backup', { metadata, spec });
}

function cloudRole({ id, store: { credentials } }: Backups): Record<string, string> {
  return credentials.kind === 'role'
    ? { 'eks.amazonaws.com/role-arn': credentials.roleArn.replaceAll('{tenant}', id) }
    : {};
}
