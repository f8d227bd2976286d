// Volumes: one that a single node mounts at a time is mounted by a single pod, whose old one is gone before the new one starts.
import { type BlueprintReport, unsized } from '../base/blueprint-rule.js';
import { fieldsAt, listAt, numberAt, textAt, textsAt } from '../base/fields.js';
import type { Finding } from '../base/finding.js';
import { ceilingOf } from '../base/overridable.js';
import type { Rule } from '../base/rule.js';
import type { BlueprintSpec, SourcePath } from '../base/sources.js';
import type { Pod, TenantView } from '../base/tenant-view.js';
import { didYouMean } from '../base/wording.js';

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

type ServiceSource = BlueprintSpec['services'][string];

/** Volumes that nobody declares or mounts, places that are taken, and pods that would have to share what can not be shared. */
export function volumeBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return [
    ...sizes(blueprint, report),
    ...unmounted(blueprint, report),
    ...secondServices(blueprint, report),
    ...Object.entries(blueprint.services).flatMap(([name, service]) => [
      ...badMounts(name, service, blueprint, report),
      ...secondPods(name, service, blueprint, report),
    ]),
  ];
}

/** Each tier sizes each volume, and no other. */
function sizes({ volumes, tiers }: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = Object.keys(volumes);
  return Object.entries(tiers).flatMap(([name, tier]) => [
    ...known
      .filter((volume) => !Object.hasOwn(tier.volumes, volume))
      .map((volume) => unsized(name, `the volume ${volume}`, ['volumes', volume], report)),
    ...Object.keys(tier.volumes)
      .filter((volume) => !known.includes(volume))
      .map((volume) => {
        const hint = didYouMean(volume, known) ?? 'remove it';
        const path = ['tiers', name, 'volumes', volume];
        return report('load/unknown-volume', path, `there is no volume ${volume}`, { hint, part: 'key' });
      }),
  ]);
}

/** A claim that no pod mounts is never bound where volumes wait for their first pod, and the tenant never healthy. */
function unmounted({ volumes, services }: BlueprintSpec, report: BlueprintReport): Finding[] {
  const mounted = new Set(Object.values(services).flatMap(({ mounts }) => Object.keys(mounts)));
  return Object.keys(volumes)
    .filter((name) => !mounted.has(name))
    .map((name) =>
      report('load/invalid-value', ['volumes', name], `no service mounts the volume ${name}`, {
        hint: 'mount it, or remove it',
        part: 'key',
      }),
    );
}

function secondServices({ volumes, services }: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.keys(volumes)
    .filter((volume) => volumes[volume]?.access === 'single')
    .flatMap((volume) => {
      const users = Object.keys(services).filter((name) => Object.hasOwn(services[name]?.mounts ?? {}, volume));
      return users.slice(1).map((name) =>
        report('load/volume-not-shared', ['services', name, 'mounts', volume], `${users[0]} mounts ${volume} too`, {
          hint: sharing(volume),
          part: 'key',
          related: ['volumes', volume],
        }),
      );
    });
}

function badMounts(
  name: string,
  { mounts, scratch, user }: ServiceSource,
  { volumes }: BlueprintSpec,
  report: BlueprintReport,
): Finding[] {
  const known = Object.keys(volumes);
  const entries = Object.entries(mounts);
  const at = (volume: string) => ['services', name, 'mounts', volume];
  const unknown = entries
    .filter(([volume]) => !known.includes(volume))
    .map(([volume]) => {
      const hint = didYouMean(volume, known) ?? 'declare it under spec.volumes';
      return report('load/unknown-volume', at(volume), `there is no volume ${volume}`, { hint, part: 'key' });
    });
  const taken = entries
    .filter(([, path], index) => [...scratch, ...entries.slice(0, index).map(([, other]) => other)].includes(path))
    .map(([volume, path]) =>
      report('load/invalid-value', at(volume), `${name} has something else at ${path}`, {
        hint: 'choose another path',
      }),
    );
  const nobody =
    entries.length > 0 && user === undefined
      ? [
          report('load/invalid-value', ['services', name, 'mounts'], `nobody owns the volumes of ${name}`, {
            hint: `set spec.services.${name}.user to the number of the image’s user`,
            part: 'key',
          }),
        ]
      : [];
  return [...unknown, ...taken, ...nobody];
}

/** More pods than one by a tier itself, or by what it lets a tenant override. */
function secondPods(
  name: string,
  { mounts }: ServiceSource,
  { volumes, tiers }: BlueprintSpec,
  report: BlueprintReport,
): Finding[] {
  const volume = Object.keys(mounts).find((each) => volumes[each]?.access === 'single');
  if (volume === undefined) return [];
  return Object.entries(tiers).flatMap(([tierName, tier]) => {
    const size = tier.services[name];
    const fields = ['replicas', 'autoscale.max'].map((field) => `services.${name}.${field}`);
    const ceilings = fields.flatMap((field) => ceilingOf(tier, field) ?? []);
    const asked: { amount: unknown; path: SourcePath }[] = [
      { amount: size?.replicas, path: ['services', name, 'replicas'] },
      { amount: size?.autoscale?.max, path: ['services', name, 'autoscale', 'max'] },
      ...ceilings.map(({ key, amount }) => ({ amount, path: ['ceilings', key] })),
    ];
    return asked
      .filter(({ amount }) => typeof amount === 'number' && amount > 1)
      .map(({ amount, path }) =>
        report(
          'load/volume-not-shared',
          ['tiers', tierName, ...path],
          `${amount} pods of ${name} can not mount ${volume}`,
          {
            hint: `leave it at 1, or ${sharing(volume)}`,
            related: ['volumes', volume],
          },
        ),
      );
  });
}

function sharing(volume: string): string {
  return `set spec.volumes.${volume}.access to shared`;
}
