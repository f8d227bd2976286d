// What must hold of a blueprint's ports: whoever is probed, watched or routed to has one.
import type { Finding } from '../../finding/finding.js';
import { didYouMean } from '../did-you-mean.js';
import type { BlueprintSpec, ServiceSource } from '../schema/blueprint.js';
import type { BlueprintReport } from './blueprint-report.js';

/** Probes, metrics and routes without a port, and routes to nowhere. */
export function portRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return [
    ...Object.entries(blueprint.services)
      .filter(([, service]) => service.port === undefined)
      .flatMap(([name, service]) => [...probes(name, service, report), ...metrics(name, service, report)]),
    ...Object.keys(blueprint.routes).flatMap((path) => routes(path, blueprint, report)),
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

function routes(path: string, { routes, services }: BlueprintSpec, report: BlueprintReport): Finding[] {
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
