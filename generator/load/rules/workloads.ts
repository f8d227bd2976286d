// The services and jobs of a blueprint as one list, for the rules that hold for both.
import type { BlueprintSpec, JobSource, ServiceSource } from '../schema/blueprint.js';
import type { SourcePath } from '../source-document.js';

export interface Workload {
  readonly kind: 'services' | 'jobs';
  readonly name: string;
  /** Below `spec`. */
  readonly path: SourcePath;
  readonly container: ServiceSource | JobSource;
}

/** Every service and job, services first. */
export function workloadsOf({ services, jobs }: Pick<BlueprintSpec, 'services' | 'jobs'>): Workload[] {
  return [
    ...Object.entries(services).map(([name, container]) => workload('services', name, container)),
    ...Object.entries(jobs).map(([name, container]) => workload('jobs', name, container)),
  ];
}

function workload(kind: Workload['kind'], name: string, container: Workload['container']): Workload {
  return { kind, name, path: [kind, name], container };
}
