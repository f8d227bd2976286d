// What one MariaDB server may need at its largest, and the pods beside it.
import type { Demand } from '../../base/concern.js';
import type { ResourceNeeds } from '../../base/workload.js';
import { backupSidecar } from '../backup-sidecar.js';
import type { DatabaseProps } from '../props.js';

/** The exporter that mariadb-operator runs beside each server. */
export const metricsExporter: ResourceNeeds = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};

/** The job that puts a MariaDB to sleep; its containers run in turn. */
export const hibernationJob: ResourceNeeds = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};

/**
 * There is one server and no other. The exporter is a Deployment, which starts a new pod before it stops the old one. A backup job's two
 * containers run in turn, and each schedule has its own. What puts it to sleep runs beside a last backup, however small the services are
 * that have gone.
 */
export function mariadbDemand({ instances, storage, resources, backup, restore }: DatabaseProps): Demand {
  return {
    pods: [
      { pods: instances, containers: [resources] },
      { pods: 2, containers: [metricsExporter] },
      { pods: 1, containers: [hibernationJob] },
      ...(backup === undefined ? [] : [{ pods: backup.length, containers: [backupSidecar] }]),
      ...(restore === undefined ? [] : [{ pods: 1, containers: [backupSidecar] }]),
    ],
    volumes: Array.from({ length: instances }, () => storage),
  };
}
