// What must hold of the waits for a blueprint's services: they lead somewhere, never in a circle, and end before the routes.
import { waves } from '../../../constructs/waves.js';
import type { Finding } from '../../finding/finding.js';
import { didYouMean } from '../did-you-mean.js';
import type { BlueprintSpec } from '../schema/blueprint.js';
import { layersOf } from '../service-layers.js';
import type { BlueprintReport } from './blueprint-report.js';
import { workloadsOf } from './workloads.js';

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
