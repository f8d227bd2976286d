// What must hold of a blueprint's services and their sizes, and of the sizes that tenants override.

import { type BlueprintReport, boundsBelow, movingImage, unsized, workloadsOf } from '../base/blueprint-rule.js';
import type { Finding } from '../base/finding.js';
import type { BlueprintSpec, SourcePath, TierSource } from '../base/sources.js';
import { type Limits, limitFinding } from '../base/tenant-rule.js';
import { waves } from '../base/waves.js';
import { didYouMean } from '../base/wording.js';
import type { ServiceSource } from './schema.js';

/** Probes and metrics without a port. */
export function portRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return [
    ...Object.entries(blueprint.services)
      .filter(([, service]) => service.port === undefined)
      .flatMap(([name, service]) => [...probes(name, service, report), ...metrics(name, service, report)]),
  ];
}

function probes(name: string, service: ServiceSource, report: BlueprintReport): Finding[] {
  return Object.entries(service.probes)
    .filter(([, probe]) => typeof probe === 'string')
    .map(([kind]) =>
      report('load/unknown-port', ['services', name, 'probes', kind], `${name} has no port for an HTTP probe`, {
        hint: 'give it a port, or probe by a command',
      }),
    );
}

function metrics(name: string, { metrics }: ServiceSource, report: BlueprintReport): Finding[] {
  if (metrics === undefined || metrics.port !== undefined) return [];
  const message = `${name} has no port for its metrics`;
  return [
    report('load/unknown-port', ['services', name, 'metrics'], message, { hint: 'set metrics.port', part: 'key' }),
  ];
}

/** Services in a row; each layer has a wave of its own, and routes come after all of them. */
const mostLayers = waves.routes - waves.services;

/** Waits for services that do not exist, circles, and rows that are too long. */
export function waitRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { layers, circles } = layersOf(blueprint.services);
  return [
    ...unknownServices(blueprint, report),
    ...circles.map((circle) =>
      report(
        'load/wait-cycle',
        ['services', circle[0] ?? '', 'waitsFor'],
        `services wait for each other: ${circle.join(' → ')}`,
        { hint: 'remove one of the waits', part: 'key' },
      ),
    ),
    ...[...layers]
      .filter(([, layer]) => layer === mostLayers)
      .map(([name]) =>
        report('load/invalid-value', ['services', name, 'waitsFor'], `${mostLayers} services stand before ${name}`, {
          hint: `let at most ${mostLayers - 1} wait for each other in a row`,
          part: 'key',
        }),
      ),
  ];
}

function unknownServices(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = Object.keys(blueprint.services);
  return workloadsOf(blueprint).flatMap(({ path, container }) =>
    [...container.waitsFor.entries()]
      .filter(([, other]) => !known.includes(other))
      .map(([index, other]) =>
        report('load/unknown-service', [...path, 'waitsFor', index], `there is no service ${other}`, {
          hint: didYouMean(other, known) ?? 'remove it',
        }),
      ),
  );
}

type Services = Readonly<Record<string, Pick<BlueprintSpec['services'][string], 'waitsFor'>>>;

export interface ServiceLayers {
  /** 0 for a service that waits for none; those of a circle are left out. */
  readonly layers: ReadonlyMap<string, number>;
  /** Each begins and ends with the same service. */
  readonly circles: readonly (readonly string[])[];
}

/** Follows every wait once; waits for services that do not exist count for nothing. */
export function layersOf(services: Services): ServiceLayers {
  const layers = new Map<string, number>();
  let waiting = Object.keys(services);
  for (let settled = true; settled; ) {
    const ready = waiting.filter((name) => waitsOf(services, name).every((other) => layers.has(other)));
    settled = ready.length > 0;
    const next = ready.map((name) => [name, layerOf(waitsOf(services, name), layers)] as const);
    for (const [name, layer] of next) layers.set(name, layer);
    waiting = waiting.filter((name) => !layers.has(name));
  }
  return { layers, circles: circlesAmong(services, waiting) };
}

function waitsOf(services: Services, name: string): string[] {
  return (services[name]?.waitsFor ?? []).filter((other) => Object.hasOwn(services, other));
}

function layerOf(waits: readonly string[], layers: ReadonlyMap<string, number>): number {
  return waits.reduce((layer, other) => Math.max(layer, (layers.get(other) ?? 0) + 1), 0);
}

/** From each service that never gets ready, the first wait leads to another such service, and so into a circle. */
function circlesAmong(services: Services, stuck: readonly string[]): string[][] {
  const seen = new Set<string>();
  return stuck.flatMap((start) => {
    const trail: string[] = [];
    let name: string | undefined = start;
    while (name !== undefined && !seen.has(name)) {
      seen.add(name);
      trail.push(name);
      name = waitsOf(services, name).find((other) => stuck.includes(other));
    }
    const begin = name === undefined ? -1 : trail.indexOf(name);
    return begin < 0 || name === undefined ? [] : [[...trail.slice(begin), name]];
  });
}

/** Sizes of services in tiers: each has one, none is of nothing, and none contradicts itself. */
export function serviceSizeRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = Object.keys(blueprint.services);
  return Object.entries(blueprint.tiers).flatMap(([name, tier]) => [
    ...known
      .filter((service) => !Object.hasOwn(tier.services, service))
      .map((service) => unsized(name, `the service ${service}`, ['services', service], report)),
    ...Object.entries(tier.services).flatMap(([service, size]) => {
      const at = ['tiers', name, 'services', service];
      if (known.includes(service))
        return [...scaleFindings(service, size, at, report), ...boundsBelow(size.resources, at, report)];
      const hint = didYouMean(service, known) ?? 'remove it';
      return [report('load/unknown-service', at, `there is no service ${service}`, { hint, part: 'key' })];
    }),
  ]);
}

type ServiceSize = TierSource['services'][string];

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

/** Images of services that may change under their names. */
export function serviceImageRules({ services }: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.entries(services).flatMap(([name, { image }]) =>
    movingImage(image, ['services', name, 'image'], report),
  );
}

/** Overrides that leave a service no number of pods: of two bounds one may be overridden and the other not. */
export function autoscaleLimits({ tenant, tier }: Limits): Finding[] {
  return Object.entries(tenant.data.spec.overrides?.services ?? {}).flatMap(([service, { autoscale }]) => {
    const size = tier.services[service]?.autoscale;
    if (size === undefined || autoscale === undefined) return [];
    const { min, max } = { ...size, ...autoscale };
    if (min <= max) return [];
    const message = `${service} would have at least ${min} and at most ${max} pods`;
    const path = ['spec', 'overrides', 'services', service, 'autoscale'];
    return [limitFinding(tenant, 'plan/not-overridable', path, { message, hint: 'override both bounds', part: 'key' })];
  });
}
