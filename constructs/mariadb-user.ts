// The user that MariaDB's pods and jobs run as; mariadb-server.ts and mariadb-backups.ts agree on it.

/** The user `mysql` of MariaDB's official images. */
export const mariadbUser = 999;
