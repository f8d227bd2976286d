// What one PostgreSQL server may need at its largest.
import type { Demand } from '../../base/concern.js';
import { backupSidecar } from '../backup-sidecar.js';
import type { DatabaseProps } from '../props.js';

/** CNPG joins a new instance in a Job with an instance's resources and a volume of its own. */
export function postgresDemand({ instances, storage, resources, backup }: DatabaseProps): Demand {
  const most = instances + 1;
  return {
    pods: [{ pods: most, containers: backup === undefined ? [resources] : [resources, backupSidecar] }],
    volumes: Array.from({ length: most }, () => storage),
  };
}
