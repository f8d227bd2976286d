// The kinds of MariaDB: mariadb-operator's. What may not change is from its webhooks, which read it from the types: `webhook:"inmutable"`
// in api/v1alpha1/*_types.go.
import { fieldsAt, numberAt, quantityAt, valueAt } from '../../base/fields.js';
import type { KindTable } from '../../base/kind.js';
import { waves } from '../../base/waves.js';

const server = 'spec.mariaDbRef';

export const mariadbKinds: KindTable = {
  'k8s.mariadb.com/MariaDB': {
    wave: waves.database,
    step: 'database',
    holdsData: true,
    // A MariaDB reads `bootstrapFrom` once, when it is made; made again, it begins with what that says.
    identity: ['metadata.name', 'spec.bootstrapFrom', 'spec.storage.storageClassName'],
    immutable: [
      ...['spec.storage.storageClassName', 'spec.storage.ephemeral', 'spec.rootPasswordSecretKeyRef'],
      ...['spec.rootEmptyPassword', 'spec.database', 'spec.username', 'spec.timeZone', 'spec.serviceAccountName'],
      ...['spec.connection', 'spec.primaryConnection', 'spec.secondaryConnection', 'spec.imagePullSecrets'],
      'spec.bootstrapFrom',
    ],
    // internal/webhook/v1alpha1/mariadb_webhook.go, validateUpdateStorage.
    growsOnly: ['spec.storage.size'],
    confirmsDeletion: true,
    risks: [
      { path: /^spec\.(?:image|bootstrapFrom|storage\.storageClassName)/, does: 'moves data' },
      { path: /^spec\.(?:replicas|storage\.size)/, does: 'resizes' },
      { path: /^spec\.(?:resources|myCnf|inheritMetadata)/, does: 'restarts' },
    ],
    operatorPods: {
      containers: (object) => [fieldsAt(object, 'spec'), fieldsAt(object, 'spec', 'metrics', 'exporter')],
      securedByObject: true,
      image: { field: ['spec', 'image'], cause: 'database.image' },
      blocksDrains: (object) => valueAt(object, 'spec', 'podDisruptionBudget') !== undefined,
    },
    // The servers with their volumes, and the exporter, of which an update starts a second pod.
    needs: (object) => [
      {
        count: numberAt(object, 'spec', 'replicas') ?? 1,
        containers: [fieldsAt(object, 'spec', 'resources')],
        volumes: [quantityAt(object, 'spec', 'storage', 'size') ?? 0n],
      },
      { count: 2, containers: [fieldsAt(object, 'spec', 'metrics', 'exporter', 'resources')] },
    ],
    makes: ['apps/StatefulSet', 'apps/Deployment', 'apps/ReplicaSet', '/Pod', '/PersistentVolumeClaim', '/Service'],
  },
  'k8s.mariadb.com/Database': {
    wave: waves.logicalDatabases,
    step: 'database',
    holdsData: true,
    identity: ['spec.name', server],
    immutable: ['spec.name', 'spec.characterSet', 'spec.collate', server],
    retains: { field: ['spec', 'cleanupPolicy'], values: ['Skip'], otherwise: 'is dropped with its object' },
  },
  'k8s.mariadb.com/User': {
    wave: waves.logicalDatabases,
    step: 'database',
    identity: ['spec.name', 'spec.host', server],
    immutable: ['spec.name', 'spec.host', server],
  },
  'k8s.mariadb.com/Grant': {
    wave: waves.logicalDatabases,
    step: 'database',
    identity: ['spec.username', 'spec.host', 'spec.database', 'spec.table', server],
    immutable: [
      ...['spec.username', 'spec.host', 'spec.database', 'spec.table', 'spec.privileges', 'spec.grantOption'],
      server,
    ],
  },
  'k8s.mariadb.com/PhysicalBackup': {
    wave: waves.logicalDatabases,
    step: 'database',
    // What is in the bucket stays there, and is not found elsewhere.
    identity: ['metadata.name', 'spec.storage', server],
    immutable: [
      ...['spec.storage', 'spec.stagingStorage', 'spec.schedule.cron', 'spec.restartPolicy'],
      ...['spec.serviceAccountName', 'spec.priorityClassName', server],
    ],
    risks: [{ path: /^spec\.storage/, does: 'moves data' }],
    operatorPods: { containers: (object) => [fieldsAt(object, 'spec')], securedByObject: true },
    needs: (object) =>
      valueAt(object, 'spec', 'schedule', 'suspend') === true
        ? []
        : [{ count: 1, containers: [fieldsAt(object, 'spec', 'resources')] }],
    makes: ['batch/Job', '/Pod'],
  },
};
