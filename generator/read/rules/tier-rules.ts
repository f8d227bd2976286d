// What must hold of a blueprint's tiers: each sizes everything that runs, and nothing else.

import { type BlueprintReport, workloadsOf } from '../../../constructs/base/blueprint-rule.js';
import { didYouMean } from '../../../constructs/base/did-you-mean.js';
import type { Finding } from '../../../constructs/base/finding.js';
import { isFixedImage } from '../../../constructs/base/fixed-image.js';
import { compareQuantities } from '../../../constructs/base/quantity.js';
import type { ResourcesSource } from '../../../constructs/base/schema.js';
import type { BlueprintSpec, SourcePath, TierSource } from '../../../constructs/base/sources.js';

type ServiceSize = TierSource['services'][string];

/** Sizes that are missing, that are of nothing, or that contradict themselves. */
export function tierRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.entries(blueprint.tiers).flatMap(([name, tier]) => [
    ...missingSizes(name, tier, blueprint, report),
    ...sizesOfNothing(name, tier, blueprint, report),
    ...volumesOfNothing(name, tier, blueprint, report),
    ...Object.entries(tier.services).flatMap(([service, size]) => {
      const at = ['tiers', name, 'services', service];
      const known = Object.keys(blueprint.services);
      if (known.includes(service)) return scaleFindings(service, size, at, report);
      const hint = didYouMean(service, known) ?? 'remove it';
      return [report('load/unknown-service', at, `there is no service ${service}`, { hint, part: 'key' })];
    }),
  ]);
}

function missingSizes(name: string, tier: TierSource, blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const services = Object.keys(blueprint.services).filter((service) => !Object.hasOwn(tier.services, service));
  const volumes = Object.keys(blueprint.volumes).filter((volume) => !Object.hasOwn(tier.volumes, volume));
  const lacks = [
    ...volumes.map((volume) => ({ what: `the volume ${volume}`, path: ['volumes', volume] })),
    ...services.map((service) => ({ what: `the service ${service}`, path: ['services', service] })),
    ...(blueprint.database !== undefined && tier.database === undefined
      ? [{ what: 'the database', path: ['database'] }]
      : []),
    ...Object.keys(blueprint.buckets)
      .filter((bucket) => !Object.hasOwn(tier.buckets, bucket))
      .map((bucket) => ({ what: `the bucket ${bucket}`, path: ['buckets', bucket] })),
  ];
  return lacks.map(({ what, path }) =>
    report('load/tier-incomplete', ['tiers', name], `the tier ${name} does not size ${what}`, {
      hint: `add ${path.join('.')} to the tier`,
      part: 'key',
      related: path,
    }),
  );
}

function sizesOfNothing(name: string, tier: TierSource, blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { database, messaging, buckets } = blueprint;
  const at = ['tiers', name];
  const code = 'load/unknown-part';
  const hint = 'remove the size, or declare what it sizes';
  return [
    ...(database === undefined && tier.database !== undefined
      ? [report('load/unknown-service', [...at, 'database'], 'the blueprint has no database', { hint, part: 'key' })]
      : []),
    ...(messaging === undefined && tier.messaging !== undefined
      ? [report(code, [...at, 'messaging'], 'the blueprint has no messaging', { hint, part: 'key' })]
      : []),
    ...Object.keys(tier.buckets)
      .filter((bucket) => !Object.hasOwn(buckets, bucket))
      .map((bucket) => report(code, [...at, 'buckets', bucket], `there is no bucket ${bucket}`, { hint, part: 'key' })),
  ];
}

function volumesOfNothing(
  name: string,
  tier: TierSource,
  { volumes }: BlueprintSpec,
  report: BlueprintReport,
): Finding[] {
  const known = Object.keys(volumes);
  return Object.keys(tier.volumes)
    .filter((volume) => !known.includes(volume))
    .map((volume) => {
      const hint = didYouMean(volume, known) ?? 'remove it';
      const path = ['tiers', name, 'volumes', volume];
      return report('load/unknown-volume', path, `there is no volume ${volume}`, { hint, part: 'key' });
    });
}

function scaleFindings(service: string, size: ServiceSize, at: SourcePath, report: BlueprintReport): Finding[] {
  const { replicas, autoscale } = size;
  if ((replicas === undefined) === (autoscale === undefined)) {
    const message = `${service} needs either replicas or autoscale`;
    return [report('load/tier-incomplete', at, message, { hint: 'set exactly one of them', part: 'key' })];
  }
  return autoscale === undefined ? [] : autoscaleFindings(service, autoscale, [...at, 'autoscale'], report);
}

function autoscaleFindings(
  service: string,
  { min, max, cpu, memory }: NonNullable<ServiceSize['autoscale']>,
  at: SourcePath,
  report: BlueprintReport,
): Finding[] {
  const unguided = cpu === undefined && memory === undefined;
  return [
    ...(unguided
      ? [
          report('load/tier-incomplete', at, `${service} scales by neither cpu nor memory`, {
            hint: 'set cpu, as 70',
            part: 'key',
          }),
        ]
      : []),
    ...(min > max
      ? [
          report('load/invalid-value', [...at, 'min'], `min ${min} is above max ${max}`, {
            hint: `set min to ${max} or below`,
            related: [...at, 'max'],
          }),
        ]
      : []),
  ];
}

/**
 * Kubernetes refuses a pod whose limit is below its request. Only a tenant that asks for more by an override raises the limit as well;
 * in the blueprint, where both stand beside each other, one of the two is a mistake.
 */
export function resourceRules({ tiers, jobs }: BlueprintSpec, report: BlueprintReport): Finding[] {
  return [
    ...Object.entries(jobs).flatMap(([job, { resources }]) => boundsBelow(resources, ['jobs', job], report)),
    ...Object.entries(tiers).flatMap(([tier, { services, database }]) => [
      ...Object.entries(services).flatMap(([service, { resources }]) =>
        boundsBelow(resources, ['tiers', tier, 'services', service], report),
      ),
      ...(database === undefined ? [] : boundsBelow(database.resources, ['tiers', tier, 'database'], report)),
    ]),
  ];
}

function boundsBelow({ limits, ...asked }: ResourcesSource, at: SourcePath, report: BlueprintReport): Finding[] {
  return (['cpu', 'memory'] as const).flatMap((resource) => {
    const limit = limits?.[resource];
    if (limit === undefined || compareQuantities(limit, asked[resource]) >= 0) return [];
    const path = [...at, 'resources', 'limits', resource];
    const message = `the limit ${limit} of ${resource} is below the ${asked[resource]} that is asked for`;
    return [
      report('load/invalid-value', path, message, {
        hint: `set it to ${asked[resource]} or above, or leave it out: then both are the same`,
        related: [...at, 'resources', resource],
      }),
    ];
  });
}

/** Images without a digest or a fixed tag. */
export function imageRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { database } = blueprint;
  const images = [
    ...workloadsOf(blueprint).map(({ path, container }) => ({ path: [...path, 'image'], image: container.image })),
    ...(database === undefined ? [] : [{ path: ['database', 'image'], image: database.image }]),
  ];
  return images
    .filter(({ image }) => !isFixedImage(image))
    .map(({ path, image }) =>
      report('check/image-not-fixed', path, `the image ${image} may change under its name`, {
        hint: 'name a version tag, or better a digest',
      }),
    );
}
