// The order in which Argo CD applies a tenant's objects: lower waves first, each healthy before the next begins.
// Deletion runs the other way round.

export const waves = {
  namespace: -60,
  /** With the Namespace: nothing is pruned that is in a lower wave (constructs/namespace). */
  sizeChange: -60,
  limits: -55,
  access: -50,
  network: -50,
  secretStore: -45,
  secrets: -40,
  backupStore: -35,
  database: -30,
  logicalDatabases: -25,
  /** The virtual host and its user; what is in it comes after them. */
  messaging: -30,
  topology: -25,
  bindings: -20,
  buckets: -30,
  migrations: -20,
  seeds: -15,
  /** Plus the service's depth: services that wait for others come later. */
  services: 0,
  routes: 30,
  /** With the routes: no run meets a database that is not migrated or a service that is not there. */
  scheduledJobs: 30,
  monitoring: 30,
  /** When nobody writes any more, and before the database goes to sleep. */
  lastBackup: 35,
  /** Last: its presence proves that everything before it was applied. */
  marker: 40,
  /**
   * With the marker: a sync does not wait for the health of its last wave (gitops-engine, pkg/sync), and a domain whose DNS
   * does not point here yet must not keep the tenant's next changes from being applied.
   */
  customDomains: 40,
  /**
   * A hibernated database reads Suspended, and Degraded on its way there: Argo CD would wait for it for ever, or give up, before
   * any later wave. It also goes to sleep last, after those who use it.
   */
  hibernation: 40,
  /** Among the last, or a smaller tier's would refuse the very pods that take the place of the larger one's. */
  size: 40,
} as const;
