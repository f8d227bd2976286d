// How many layers of services come before each one, and which services wait for each other in a circle.
// The blueprint's check reads both, the plan takes the layers.
import type { BlueprintSpec } from './schema/blueprint.js';

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
