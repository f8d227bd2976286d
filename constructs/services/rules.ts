// Services beyond their pods: scaling, and what keeps nodes from being drained.

import { fieldsAt, isPartOf, numberAt, textAt, valueAt } from '../base/fields.js';
import type { Rule } from '../base/rule.js';
import type { Manifest, TenantView } from '../base/tenant-view.js';

export const scalingRules: readonly Rule[] = [
  {
    code: 'check/replicas-beside-hpa',
    sentence: 'a Deployment with an HPA sets no replicas: Argo CD and the HPA would undo each other',
    breaches: ({ ofKind }) => {
      const scaled = new Set(
        ofKind('HorizontalPodAutoscaler').map(({ object }) => textAt(object, 'spec', 'scaleTargetRef', 'name')),
      );
      return ofKind('Deployment')
        .filter(({ object }) => scaled.has(object.metadata.name) && valueAt(object, 'spec', 'replicas') !== undefined)
        .map((manifest) => ({
          manifest,
          what: 'sets replicas beside its HPA',
          cause: `services.${manifest.object.metadata.name}.replicas`,
        }));
    },
  },
  {
    code: 'check/blocking-pdb',
    sentence: 'a disruption budget lets at least one pod go, or no node can be drained',
    breaches: (view) => [
      ...view
        .ofKind('PodDisruptionBudget')
        .filter((manifest) => blocksDrains(manifest, view))
        .map((manifest) => ({ manifest, what: 'lets no pod go' })),
      ...view.known
        .filter(({ manifest, kind }) => kind.operatorPods?.blocksDrains?.(manifest.object) === true)
        .map(({ manifest }) => ({ manifest, what: 'has one instance and a budget that keeps it' })),
    ],
  },
];

function blocksDrains({ object }: Manifest, view: TenantView): boolean {
  const replicas = fewestReplicas(fieldsAt(object, 'spec', 'selector', 'matchLabels'), view);
  const unavailable = podCount(valueAt(object, 'spec', 'maxUnavailable'), replicas);
  if (unavailable !== undefined) return unavailable < 1;
  const available = podCount(valueAt(object, 'spec', 'minAvailable'), replicas);
  return available === undefined || available >= replicas;
}

/** Kubernetes rounds a share of pods up, for either field (k8s.io/api/policy/v1). */
function podCount(amount: unknown, replicas: number): number | undefined {
  if (typeof amount === 'number') return amount;
  const share = typeof amount === 'string' ? /^(\d+)%$/.exec(amount)?.[1] : undefined;
  return share === undefined ? undefined : Math.ceil((replicas * Number(share)) / 100);
}

/** Of the Deployments that a budget selects, all together, when the load is at its lowest. */
function fewestReplicas(labels: Readonly<Record<string, unknown>>, view: TenantView): number {
  const selected = view.pods.filter(({ template }) => isPartOf(labels, fieldsAt(template, 'metadata', 'labels')));
  return selected.reduce((sum, { manifest }) => {
    const scaler = view
      .ofKind('HorizontalPodAutoscaler')
      .find((each) => textAt(each.object, 'spec', 'scaleTargetRef', 'name') === manifest.object.metadata.name);
    const least =
      scaler === undefined
        ? numberAt(manifest.object, 'spec', 'replicas')
        : numberAt(scaler.object, 'spec', 'minReplicas');
    return sum + (least ?? 1);
  }, 0);
}
