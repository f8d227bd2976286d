// The services and jobs of one tenant: the blueprint's programs, in the tier's sizes, with the tenant's overrides and environment.

import type { ClusterProps } from '../base/cluster.js';
import { jobSchedule } from '../base/schedule.js';
import type { BlueprintSpec, TenantSource, TierSource } from '../base/sources.js';
import { byRule, fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { AutoscaleProps, JobProps, Probe, ServiceProps } from '../base/workload.js';
import { generationOf } from '../database/plan.js';
import type { JobSource } from '../jobs/schema.js';
import { layersOf } from './blueprint-rules.js';
import { planContainer, planResources, type Resolve } from './plan-container.js';
import type { ServiceSource } from './schema.js';
import { tracingEnv } from './tracing.js';

export interface WorkloadInput {
  /** The tenant's id. */
  readonly id: string;
  readonly blueprint: Sourced<BlueprintSpec>;
  readonly tier: Sourced<TierSource>;
  readonly tenant: Sourced<TenantSource['spec']>;
  readonly resolve: Resolve;
  /** Absent where nobody asks what services are told of it. */
  readonly cluster?: Traced<ClusterProps>;
}

/** Every service of the blueprint. */
export function planServices(input: WorkloadInput): Record<string, Traced<ServiceProps>> {
  const { layers } = layersOf(input.blueprint.value.services);
  return Object.fromEntries(
    fieldsOf(input.blueprint.at('services')).map(([name, source]) => [
      name,
      { ...planService(name, source, input), depth: byRule(layers.get(name) ?? 0) },
    ]),
  );
}

/** The jobs that this tenant runs: sample data only where it is asked for. */
export function planJobs(input: WorkloadInput): Record<string, Traced<JobProps>> {
  return Object.fromEntries(
    fieldsOf(input.blueprint.at('jobs'))
      .filter(([, source]) => source.value.when !== 'sample-data' || input.tenant.value.sampleData)
      .map(([name, source]) => [name, planJob(name, source, input)]),
  );
}

function planService(
  name: string,
  source: Sourced<ServiceSource>,
  { blueprint, tier, tenant, resolve, cluster }: WorkloadInput,
): Omit<Traced<ServiceProps>, 'depth'> {
  const size = tier.at('services').at(name);
  const override = tenant.tryAt('overrides')?.tryAt('services')?.tryAt(name);
  const resources = planResources(size.at('resources'), override?.tryAt('resources'));
  const tenantEnv = tenant.tryAt('env')?.tryAt(name);
  const generation = generationOf(tenant.value);
  const container = planContainer({ name, source, blueprint, resources, tenantEnv, resolve, generation });
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

function planJob(
  name: string,
  source: Sourced<JobSource>,
  { id, blueprint, tenant, resolve }: WorkloadInput,
): Traced<JobProps> {
  const resources = planResources(source.at('resources'));
  const tenantEnv = tenant.tryAt('env')?.tryAt(name);
  return {
    ...planContainer({
      name,
      source,
      blueprint,
      resources,
      tenantEnv,
      resolve,
      generation: generationOf(tenant.value),
    }),
    run: planRun(id, source),
    waitsFor: source.at('waitsFor'),
    deadline: source.at('deadline'),
    retries: source.at('retries'),
  };
}

/** Load has made sure that a job has either a moment or a schedule. */
function planRun(id: string, source: Sourced<JobSource>): Traced<JobProps['run']> {
  const schedule = source.tryAt('schedule');
  if (schedule !== undefined) return { schedule: schedule.map((word) => jobSchedule(word, id)) };
  return { phase: source.at('when').map((when) => (when === 'migration' ? 'migration' : 'seed')) };
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
