// The kinds of the concern namespace.
import type { KindTable } from '../base/kind.js';
import { names } from '../base/metadata.js';
import { waves } from '../base/waves.js';

export const namespaceKinds: KindTable = {
  '/Namespace': {
    clusterScoped: true,
    wave: waves.namespace,
    step: 'namespace',
    holdsData: true,
    identity: ['metadata.name'],
    confirmsDeletion: true,
  },
  '/ResourceQuota': {
    wave: waves.limits,
    step: 'namespace',
    identity: ['metadata.name'],
    // Kubernetes, "Resource Quotas": what a quota counts by its scopes is fixed when it is made (core validation).
    immutable: ['spec.scopes', 'spec.scopeSelector'],
    namedByDigest: /^size$/,
    risks: [{ path: /^spec\b/, does: 'resizes' }],
  },
  '/LimitRange': {
    wave: waves.limits,
    step: 'namespace',
    identity: ['metadata.name'],
    risks: [{ path: /^spec\b/, does: 'resizes' }],
  },
  // Of every concern: the marker, what goes with a size, dashboards.
  '/ConfigMap': {
    wave: waves.sizeChange,
    step: ({ name }) => (name === names.marker ? 'healthy' : undefined),
    identity: ['metadata.name'],
    namedByDigest: /^size$/,
    followsOthers: new RegExp(`^(?:${names.marker}|size)$`),
  },
};
