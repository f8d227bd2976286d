// The kinds of the concern services.
import { numberAt, textAt, valueAt } from '../base/fields.js';
import type { KindTable, ObjectsOf } from '../base/kind.js';
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
    pods: { template: ['spec', 'template'], most: mostReplicas },
    selector: ['spec', 'selector', 'matchLabels'],
    makes: ['apps/ReplicaSet', '/Pod'],
  },
  '/Service': {
    wave: waves.services,
    step: 'services',
    identity: ['metadata.name'],
    // Once it has one, and for as long as its type wants one (core validation).
    immutable: ['spec.clusterIP'],
    selector: ['spec', 'selector'],
  },
  'autoscaling/HorizontalPodAutoscaler': {
    wave: waves.services,
    step: 'services',
    identity: ['metadata.name'],
    risks: [{ path: /^spec\b/, does: 'resizes' }],
  },
  'policy/PodDisruptionBudget': {
    wave: waves.services,
    step: 'services',
    identity: ['metadata.name'],
    selector: ['spec', 'selector', 'matchLabels'],
  },
};

/** Those of a Deployment, or of the autoscaler that has it, and those that a rolling update starts first. */
function mostReplicas(deployment: unknown, objectsOf: ObjectsOf): number {
  const name = textAt(deployment, 'metadata', 'name');
  const scaler = objectsOf('autoscaling/HorizontalPodAutoscaler').find(
    (each) => textAt(each, 'spec', 'scaleTargetRef', 'name') === name,
  );
  const replicas = numberAt(scaler, 'spec', 'maxReplicas') ?? numberAt(deployment, 'spec', 'replicas') ?? 1;
  return replicas === 0 ? 0 : replicas + surgeOf(deployment, replicas);
}

/** Kubernetes rounds a share up, and takes a quarter where nothing is said. */
function surgeOf(deployment: unknown, replicas: number): number {
  if (valueAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') return 0;
  const path = ['spec', 'strategy', 'rollingUpdate', 'maxSurge'];
  const share = /^(\d{1,6})%$/.exec(textAt(deployment, ...path) ?? '25%')?.[1] ?? 25;
  return numberAt(deployment, ...path) ?? Math.ceil((replicas * Number(share)) / 100);
}
