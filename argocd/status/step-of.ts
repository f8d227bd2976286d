// Which step of a tenant's way an object belongs to. Kinds decide; where one kind serves several steps, or is not known here, the
// wave that it is applied in does.
import { names } from '../../constructs/names.js';
import { waves } from '../../constructs/waves.js';
import type { ResourceView } from './application-view.js';
import type { StepName } from './tenant-status.js';

/** Steps that the tenant's objects make up. */
export type PartStep = Extract<
  StepName,
  'namespace' | 'secrets' | 'database' | 'migration' | 'services' | 'routes' | 'healthy'
>;

const kinds: Readonly<Record<string, PartStep>> = {
  Namespace: 'namespace',
  ResourceQuota: 'namespace',
  LimitRange: 'namespace',
  NetworkPolicy: 'namespace',
  ServiceAccount: 'namespace',
  Role: 'namespace',
  RoleBinding: 'namespace',
  SecretStore: 'secrets',
  ExternalSecret: 'secrets',
  Password: 'secrets',
  Cluster: 'database',
  Database: 'database',
  DatabaseRole: 'database',
  ObjectStore: 'database',
  Backup: 'database',
  ScheduledBackup: 'database',
  Pooler: 'database',
  MariaDB: 'database',
  User: 'database',
  Grant: 'database',
  PhysicalBackup: 'database',
  Deployment: 'services',
  StatefulSet: 'services',
  Service: 'services',
  HorizontalPodAutoscaler: 'services',
  PodDisruptionBudget: 'services',
  HTTPRoute: 'routes',
  Ingress: 'routes',
  ListenerSet: 'routes',
  Certificate: 'routes',
  PodMonitor: 'healthy',
  ServiceMonitor: 'healthy',
  PrometheusRule: 'healthy',
};

interface Band {
  readonly before: number;
  /** @default any */
  readonly kind?: string;
  readonly step: PartStep;
}

/** First wave after each step's; ConfigMaps are of services, of dashboards, or the marker. */
const bands: readonly Band[] = [
  { before: waves.secretStore, step: 'namespace' },
  { before: waves.backupStore, step: 'secrets' },
  { before: waves.migrations, step: 'database' },
  { before: waves.services, step: 'migration' },
  { before: waves.routes, step: 'services' },
  { before: waves.hibernation, step: 'healthy' },
  // After all others, one puts a database to sleep.
  { before: Number.POSITIVE_INFINITY, kind: 'Job', step: 'database' },
];

export function stepOf({ kind, name, wave }: Pick<ResourceView, 'kind' | 'name' | 'wave'>): PartStep {
  if (kind === 'ConfigMap' && name === names.marker) return 'healthy';
  const band = bands.find((each) => wave < each.before && (each.kind ?? kind) === kind);
  return kinds[kind] ?? band?.step ?? 'healthy';
}
