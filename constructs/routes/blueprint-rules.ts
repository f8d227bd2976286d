// What must hold of a blueprint's routes: each leads to a service that has a port.
import type { BlueprintReport } from '../base/blueprint-rule.js';
import { didYouMean } from '../base/did-you-mean.js';
import type { Finding } from '../base/finding.js';
import type { BlueprintSpec } from '../base/sources.js';

/** Routes to nowhere, or to a service without a port. */
export function routeBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.keys(blueprint.routes).flatMap((path) => routeFindings(path, blueprint, report));
}

function routeFindings(path: string, { routes, services }: BlueprintSpec, report: BlueprintReport): Finding[] {
  const name = routes[path] ?? '';
  const known = Object.keys(services);
  if (!known.includes(name)) {
    const hint = didYouMean(name, known) ?? 'remove the route';
    return [report('load/unknown-service', ['routes', path], `there is no service ${name}`, { hint })];
  }
  if (services[name]?.port !== undefined) return [];
  const hint = `give spec.services.${name} a port`;
  return [
    report('load/unknown-port', ['routes', path], `${name} has no port to route to`, {
      hint,
      related: ['services', name],
    }),
  ];
}
