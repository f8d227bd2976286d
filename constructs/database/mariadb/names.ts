// Names, labels and users of a tenant's MariaDB and of what runs beside it.

export const mariadbNames = {
  /** The ServiceAccount and the label of the backup jobs; CloudNativePG's backups run in the server's own pods. */
  backupJob: 'mariadb-backup',
  /** The Deployment of the exporter, which the operator makes (api/v1alpha1/mariadb_keys.go). */
  exporter: (server: string) => `${server}-metrics`,
  /** The ServiceAccount and the label of the job that puts the server to sleep, and the Role that lets it. */
  hibernation: (server: string) => `${server}-hibernation`,
} as const;

/** Label of the pods that fill a new MariaDB from a backup; its value is the server's name. */
export const restoreLabel = 'tenantry.dev/restores';

/** Label of the last backup of a MariaDB before it goes to sleep; its value is the server's name. */
export const lastBackupLabel = 'tenantry.dev/last-backup-of';

/** The user `mysql` of MariaDB's official images. */
export const mariadbUser = 999;
