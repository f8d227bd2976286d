// The closed list of kinds that a tenant has. Each tenant's AppProject allows these and those that follow from them, and every
// rendered object is checked against it before it is published.

export interface TenantKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** Besides its Namespace, which is not namespaced and is allowed by name. */
export const namespacedKinds: readonly TenantKind[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'PersistentVolumeClaim' },
  { group: '', kind: 'ResourceQuota' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
  { group: 'batch', kind: 'CronJob' },
  { group: 'batch', kind: 'Job' },
  { group: 'cert-manager.io', kind: 'Certificate' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'external-secrets.io', kind: 'SecretStore' },
  { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  { group: 'gateway.networking.k8s.io', kind: 'ListenerSet' },
  { group: 'generators.external-secrets.io', kind: 'Password' },
  { group: 'k8s.mariadb.com', kind: 'Database' },
  { group: 'k8s.mariadb.com', kind: 'Grant' },
  { group: 'k8s.mariadb.com', kind: 'MariaDB' },
  { group: 'k8s.mariadb.com', kind: 'PhysicalBackup' },
  { group: 'k8s.mariadb.com', kind: 'User' },
  { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
  { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
  { group: 'networking.k8s.io', kind: 'Ingress' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'objectbucket.io', kind: 'ObjectBucketClaim' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'postgresql.cnpg.io', kind: 'Backup' },
  { group: 'postgresql.cnpg.io', kind: 'Cluster' },
  { group: 'postgresql.cnpg.io', kind: 'Database' },
  { group: 'postgresql.cnpg.io', kind: 'ScheduledBackup' },
  { group: 'rabbitmq.com', kind: 'Binding' },
  { group: 'rabbitmq.com', kind: 'Exchange' },
  { group: 'rabbitmq.com', kind: 'Permission' },
  { group: 'rabbitmq.com', kind: 'Queue' },
  { group: 'rabbitmq.com', kind: 'User' },
  { group: 'rabbitmq.com', kind: 'Vhost' },
  { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
];

export const tenantKinds: readonly TenantKind[] = [{ group: '', kind: 'Namespace' }, ...namespacedKinds];

/**
 * What controllers make of a tenant's objects. Argo CD leaves out of an Application's tree what its AppProject does not allow
 * (3.2, controller/appcontroller.go), and with the pods their logs; none of these may do more than what it is made from.
 */
export const observedKinds: readonly TenantKind[] = [
  { group: '', kind: 'Pod' },
  { group: 'acme.cert-manager.io', kind: 'Challenge' },
  { group: 'acme.cert-manager.io', kind: 'Order' },
  { group: 'apps', kind: 'ReplicaSet' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'cert-manager.io', kind: 'CertificateRequest' },
];
