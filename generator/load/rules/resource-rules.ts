// What must hold of resources in a blueprint: nothing is bounded below what it asks for.
import { compareQuantities } from '../../../constructs/quantity.js';
import type { Finding } from '../../finding/finding.js';
import type { ResourcesSource } from '../schema/blueprint/resources.js';
import type { BlueprintSpec } from '../schema/blueprint.js';
import type { SourcePath } from '../source-document.js';
import type { BlueprintReport } from './blueprint-report.js';

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
