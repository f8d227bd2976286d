// The kinds of the concern volumes.
import { quantityAt } from '../base/fields.js';
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const volumeKinds: KindTable = {
  '/PersistentVolumeClaim': {
    wave: waves.services,
    holdsData: true,
    identity: ['metadata.name', 'spec.storageClassName', 'spec.accessModes', 'spec.volumeName'],
    // Of a bound claim's spec only the size and the class of attributes may change, and the size may only grow (core validation).
    immutable: [
      ...['spec.accessModes', 'spec.storageClassName', 'spec.volumeName', 'spec.volumeMode', 'spec.selector'],
      ...['spec.dataSource', 'spec.dataSourceRef'],
    ],
    growsOnly: ['spec.resources.requests.storage'],
    confirmsDeletion: true,
    risks: [{ path: /^spec\b/, does: 'resizes' }],
    needs: (object) => [{ count: 1, volumes: [quantityAt(object, 'spec', 'resources', 'requests', 'storage') ?? 0n] }],
  },
};
