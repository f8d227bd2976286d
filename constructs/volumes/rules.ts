// Volumes: one that a single node mounts at a time is mounted by a single pod, whose old one is gone before the new one starts.
import { fieldsAt, listAt, numberAt, textAt, textsAt } from '../base/fields.js';
import type { Rule } from '../base/rule.js';
import type { Pod, TenantView } from '../base/tenant-view.js';

export const volumeRules: readonly Rule[] = [
  {
    code: 'check/volume-not-shared',
    sentence: 'a volume that only one node mounts at a time has one pod, which is gone before the next one starts',
    breaches: (view) => {
      const singles = singleVolumes(view);
      const mounting = view.pods.filter((pod) => claimsOf(pod).some((claim) => singles.has(claim)));
      return mounting.flatMap((pod) => {
        const shared = claimsOf(pod).filter((claim) =>
          mounting.some((other) => other !== pod && singles.has(claim) && claimsOf(other).includes(claim)),
        );
        const whats = [...shared.map((claim) => `mounts ${claim}, as another does`), ...manyPods(pod, view)];
        return whats.map((what) => ({ manifest: pod.manifest, what }));
      });
    },
  },
];

function singleVolumes({ ofKind }: TenantView): ReadonlySet<string> {
  const claims = ofKind('PersistentVolumeClaim').filter(
    ({ object }) => !textsAt(object, 'spec', 'accessModes').includes('ReadWriteMany'),
  );
  return new Set(claims.map(({ object }) => object.metadata.name));
}

function claimsOf({ spec }: Pod): string[] {
  return listAt(spec, 'volumes').flatMap((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? []);
}

function manyPods({ manifest: { object } }: Pod, { ofKind }: TenantView): string[] {
  const replicas = numberAt(object, 'spec', 'replicas') ?? 1;
  const isScaled = ofKind('HorizontalPodAutoscaler').some(
    (each) => textAt(each.object, 'spec', 'scaleTargetRef', 'name') === object.metadata.name,
  );
  const rolls = object.kind === 'Deployment' && fieldsAt(object, 'spec', 'strategy')['type'] !== 'Recreate';
  return [
    ...(replicas > 1 || isScaled ? ['may have several pods on one volume'] : []),
    ...(rolls ? ['starts a new pod before the old one has let go of its volume'] : []),
  ];
}
