// Pods and containers that an operator adds to the tenant's own: what they ask for, since quota and limits must admit them.
import type { ResourceNeeds } from './workload.js';

/**
 * The backup sidecar of each PostgreSQL instance, and MariaDB's backup job. Their operators set none of their own accord, and a
 * quota refuses a container without: ObjectStore and PhysicalBackup name these.
 */
export const backupSidecar: ResourceNeeds = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};

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

/** The pod that answers an HTTP-01 challenge: the defaults of the cert-manager controller's `--acme-http01-solver-*` flags. */
export const challengeSolver: ResourceNeeds = {
  requests: { cpu: '10m', memory: '64Mi' },
  limits: { cpu: '100m', memory: '64Mi' },
};
