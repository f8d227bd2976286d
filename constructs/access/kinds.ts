// The kinds of the concern access.
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const accessKinds: KindTable = {
  '/ServiceAccount': { wave: waves.access, step: 'namespace', identity: ['metadata.name'] },
  'rbac.authorization.k8s.io/Role': { wave: waves.access, step: 'namespace', identity: ['metadata.name'] },
  'rbac.authorization.k8s.io/RoleBinding': {
    wave: waves.access,
    step: 'namespace',
    identity: ['metadata.name', 'roleRef'],
    // Kubernetes, "Using RBAC Authorization": a binding to another role is another binding.
    immutable: ['roleRef'],
  },
};
