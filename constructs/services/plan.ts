// The services of one tenant: the blueprint's programs, in the tier's sizes, with the tenant's overrides and environment.
import type { PlanInput, ReferenceInput } from '../base/concern.js';
import { planContainer, planResources } from '../base/plan-container.js';
import type { BlueprintSpec } from '../base/sources.js';
import { byRule, fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { AutoscaleProps, Probe, ServiceProps } from '../base/workload.js';
import { layersOf } from './blueprint-rules.js';
import { tracingEnv } from './network.js';
import type { ServiceSource } from './schema.js';

/** Every service of the blueprint. */
export function planServices(input: PlanInput): Record<string, Traced<ServiceProps>> {
  const { layers } = layersOf(input.blueprint.value.services);
  return Object.fromEntries(
    fieldsOf(input.blueprint.at('services')).map(([name, source]) => [
      name,
      { ...planService(name, source, input), depth: byRule(layers.get(name) ?? 0) },
    ]),
  );
}

function planService(
  name: string,
  source: Sourced<ServiceSource>,
  { tier, tenant, resolve, cluster, secretVariables }: PlanInput,
): Omit<Traced<ServiceProps>, 'depth'> {
  const size = tier.at('services').at(name);
  const override = tenant.tryAt('overrides')?.tryAt('services')?.tryAt(name);
  const resources = planResources(size.at('resources'), override?.tryAt('resources'));
  const tenantEnv = tenant.tryAt('env')?.tryAt(name);
  const container = planContainer({ source, resources, tenantEnv, resolve, secretVariables: secretVariables(name) });
  const tracing = source.value.tracing && cluster !== undefined ? tracingEnv({ name, cluster, resolve }) : {};
  return {
    ...container,
    env: { ...container.env, ...tracing },
    tracing: source.value.tracing ? source.at('tracing') : undefined,
    port: source.tryAt('port'),
    probes: planProbes(source),
    replicas: size.value.replicas === undefined ? undefined : (override?.tryAt('replicas') ?? size.tryAt('replicas')),
    autoscale: planAutoscale(size.tryAt('autoscale'), override?.tryAt('autoscale')),
    waitsFor: source.at('waitsFor'),
    mounts: fieldsOf<string>(source.at('mounts')).map(([volume, path]) => ({ volume: path.map(() => volume), path })),
    metrics: planMetrics(source),
  };
}

function planProbes(source: Sourced<ServiceSource>): Traced<ServiceProps['probes']> {
  const probes = source.at('probes');
  return {
    ready: planProbe(probes.tryAt('ready'), source),
    live: planProbe(probes.tryAt('live'), source),
    startup: planProbe(probes.tryAt('startup'), source),
  };
}

type ProbeSource = NonNullable<ServiceSource['probes']['ready']>;

function planProbe(probe: Sourced<ProbeSource> | undefined, source: Sourced<ServiceSource>): Traced<Probe> | undefined {
  if (probe === undefined) return undefined;
  const { value } = probe;
  if (typeof value !== 'string') return { command: probe.map(() => value.command) };
  return { path: probe.map(() => value), port: source.at('port').map((port) => port ?? 0) };
}

function planMetrics(source: Sourced<ServiceSource>): Traced<NonNullable<ServiceProps['metrics']>> | undefined {
  const metrics = source.tryAt('metrics');
  const port = metrics?.tryAt('port') ?? source.tryAt('port');
  return metrics === undefined || port === undefined ? undefined : { port, path: metrics.at('path') };
}

type Bounds = { readonly min?: number; readonly max?: number };

function planAutoscale(
  size: Sourced<AutoscaleProps> | undefined,
  override: Sourced<Bounds> | undefined,
): Traced<AutoscaleProps> | undefined {
  if (size === undefined) return undefined;
  return {
    min: override?.tryAt('min') ?? size.at('min'),
    max: override?.tryAt('max') ?? size.at('max'),
    cpu: size.tryAt('cpu'),
    memory: size.tryAt('memory'),
  };
}

/** Of services that listen. */
export function serviceReferences({ services }: BlueprintSpec): string[] {
  return Object.keys(services)
    .filter((name) => services[name]?.port !== undefined)
    .flatMap((name) => ['host', 'port', 'url'].map((field) => `services.${name}.${field}`));
}

export function serviceValue(
  { blueprint }: ReferenceInput,
  [section, service = '', field = '']: readonly string[],
): Sourced<string> | undefined {
  if (section !== 'services') return undefined;
  const port = blueprint.at('services').tryAt(service)?.tryAt('port');
  return port?.map(
    (number) => ({ host: service, port: String(number), url: `http://${service}:${number}` })[field] ?? '',
  );
}
