// The kinds of the concern services.
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const serviceKinds: KindTable = {
  'apps/Deployment': {
    wave: waves.services,
    step: 'services',
    identity: ['metadata.name'],
    // Kubernetes, "Deployments", "Label selector updates": immutable since apps/v1.
    immutable: ['spec.selector'],
    risks: [
      { path: /^spec\.template\b/, does: 'restarts' },
      { path: /^spec\.replicas$/, does: 'resizes' },
    ],
    makes: ['apps/ReplicaSet', '/Pod'],
  },
  '/Service': {
    wave: waves.services,
    step: 'services',
    identity: ['metadata.name'],
    // Once it has one, and for as long as its type wants one (core validation).
    immutable: ['spec.clusterIP'],
  },
  'autoscaling/HorizontalPodAutoscaler': {
    wave: waves.services,
    step: 'services',
    identity: ['metadata.name'],
    risks: [{ path: /^spec\b/, does: 'resizes' }],
  },
  'policy/PodDisruptionBudget': { wave: waves.services, step: 'services', identity: ['metadata.name'] },
};
