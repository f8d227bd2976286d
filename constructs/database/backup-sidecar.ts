// What the containers ask for that move a database's backups.
import type { ResourceNeeds } from '../base/workload.js';

/**
 * The backup sidecar of each PostgreSQL instance, and MariaDB's backup job. Their operators set none of their own accord, and a
 * quota refuses a container without: ObjectStore and PhysicalBackup name these.
 */
export const backupSidecar: ResourceNeeds = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};
