// The pods and volumes that a tenant's database may need at its largest, by engine. Pure; quota.ts adds them up.

import { backupSidecar, hibernationJob, metricsExporter } from '../base/operator-needs.js';
import type { ResourceNeeds } from '../base/workload.js';
import type { EngineName } from './engines.js';
import type { DatabaseProps } from './props.js';

export interface Demand {
  readonly pods: number;
  /** Of one pod: its containers. */
  readonly containers: readonly ResourceNeeds[];
}

export function databaseDemands(database: DatabaseProps): Demand[] {
  return demands[database.engine](database);
}

/** The size of each volume. */
export function databaseVolumes({ engine, instances, storage }: DatabaseProps): string[] {
  return Array.from({ length: instances + joining[engine] }, () => storage);
}

/** CNPG joins a new instance in a Job with an instance's resources and a volume of its own; MariaDB has one server, and no other. */
const joining: Readonly<Record<EngineName, number>> = { postgres: 1, mariadb: 0 };

const demands: Readonly<Record<EngineName, (database: DatabaseProps) => Demand[]>> = {
  postgres: ({ instances, resources, backup }) => [
    {
      pods: instances + joining.postgres,
      containers: backup === undefined ? [resources] : [resources, backupSidecar],
    },
  ],
  /** The exporter is a Deployment, which starts a new pod before it stops the old one. A backup job's two containers run in turn, and each schedule has its own. What puts it to sleep runs beside a last backup, however small the services are that have gone. */
  mariadb: ({ instances, resources, backup, restore }) => [
    { pods: instances, containers: [resources] },
    { pods: 2, containers: [metricsExporter] },
    { pods: 1, containers: [hibernationJob] },
    ...(backup === undefined ? [] : [{ pods: backup.length, containers: [backupSidecar] }]),
    ...(restore === undefined ? [] : [{ pods: 1, containers: [backupSidecar] }]),
  ],
};
