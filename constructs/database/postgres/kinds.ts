// The kinds of PostgreSQL: CloudNativePG's, and its backup plugin's.
import { type Fields, fieldsAt, numberAt, quantityAt, valueAt } from '../../base/fields.js';
import type { KindTable, ObjectsOf, QuotaNeed } from '../../base/kind.js';
import { waves } from '../../base/waves.js';

const storeKey = 'barmancloud.cnpg.io/ObjectStore';

export const postgresKinds: KindTable = {
  'postgresql.cnpg.io/Cluster': {
    wave: waves.database,
    step: 'database',
    holdsData: true,
    // A Cluster reads `bootstrap` once, when it is made; made again, it begins with what that says.
    identity: ['metadata.name', 'spec.bootstrap', 'spec.storage.storageClass', 'spec.walStorage.storageClass'],
    // The class of volumes that are there stays (StatefulSets have none); the rest is from the CRD.
    immutable: [
      ...['spec.bootstrap', 'spec.storage.storageClass', 'spec.walStorage.storageClass', 'spec.serviceAccountName'],
    ],
    // internal/webhook/v1/cluster_webhook.go, validateStorageChange and validateWalStorageChange: walStorage never goes again.
    growsOnly: ['spec.storage.size', 'spec.walStorage.size'],
    confirmsDeletion: true,
    risks: [
      {
        path: /^spec\.(?:bootstrap|storage\.storageClass|imageName|walStorage)|^spec\.plugins.*serverName/,
        does: 'moves data',
      },
      { path: /^spec\.(?:instances|storage\.size)/, does: 'resizes' },
      { path: /^spec\.(?:resources|postgresql|affinity)/, does: 'restarts' },
      { path: /^metadata\.annotations\[cnpg\.io\/hibernation\]/, does: 'restarts' },
    ],
    // Its pods satisfy Pod Security `restricted` by themselves.
    operatorPods: {
      containers: (object) => [fieldsAt(object, 'spec')],
      image: { field: ['spec', 'imageName'], cause: 'database.image' },
      blocksDrains: (object) =>
        numberAt(object, 'spec', 'instances') === 1 && valueAt(object, 'spec', 'enablePDB') !== false,
    },
    needs: clusterNeeds,
    makes: ['/Pod', '/PersistentVolumeClaim', '/Service', 'batch/Job'],
  },
  'postgresql.cnpg.io/Database': {
    wave: waves.logicalDatabases,
    step: 'database',
    holdsData: true,
    identity: ['spec.name', 'spec.cluster'],
    // Validations of the CRD.
    immutable: [
      ...['spec.name', 'spec.cluster', 'spec.template', 'spec.encoding', 'spec.locale', 'spec.localeProvider'],
      ...['spec.localeCollate', 'spec.localeCType', 'spec.icuLocale', 'spec.icuRules', 'spec.builtinLocale'],
      'spec.collationVersion',
    ],
    retains: {
      field: ['spec', 'databaseReclaimPolicy'],
      values: ['retain', undefined],
      otherwise: 'is dropped with its object',
    },
  },
  'postgresql.cnpg.io/ScheduledBackup': {
    wave: waves.logicalDatabases,
    step: 'database',
    identity: ['metadata.name', 'spec.cluster'],
    immutable: ['spec.cluster'],
  },
  'postgresql.cnpg.io/Backup': {
    wave: waves.lastBackup,
    step: 'database',
    identity: ['metadata.name'],
    // A validation of the CRD.
    immutable: ['spec'],
    lastBackup: true,
  },
  [storeKey]: {
    wave: waves.backupStore,
    step: 'database',
    // What is in the store stays there, and is not found elsewhere.
    identity: ['metadata.name', 'spec.configuration.destinationPath', 'spec.configuration.endpointURL'],
    risks: [{ path: /^spec\.configuration\.(?:destinationPath|endpointURL)/, does: 'moves data' }],
    operatorPods: { containers: (object) => [fieldsAt(object, 'spec', 'instanceSidecarConfiguration')] },
  },
};

/** CNPG joins a new instance by a Job with an instance's resources and volumes; each has the sidecar of each store. */
function clusterNeeds(cluster: unknown, objectsOf: ObjectsOf): QuotaNeed[] {
  const resources = (from: unknown, ...path: readonly string[]): Fields => fieldsAt(from, 'spec', ...path, 'resources');
  const sidecars = objectsOf(storeKey).map((store) => resources(store, 'instanceSidecarConfiguration'));
  return [
    {
      count: (numberAt(cluster, 'spec', 'instances') ?? 1) + 1,
      containers: [resources(cluster), ...sidecars],
      volumes: ['storage', 'walStorage'].flatMap((volume) => quantityAt(cluster, 'spec', volume, 'size') ?? []),
    },
  ];
}
