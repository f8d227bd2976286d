// The closed list of kinds that a tenant has. Each tenant's AppProject allows these and no others, and every rendered object is
// checked against it before it is published.

export interface TenantKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** Besides its Namespace, which is not namespaced and is allowed by name. */
export const namespacedKinds: readonly TenantKind[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'ResourceQuota' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
  { group: 'batch', kind: 'Job' },
  { group: 'cert-manager.io', kind: 'Certificate' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'external-secrets.io', kind: 'SecretStore' },
  { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  { group: 'gateway.networking.k8s.io', kind: 'ListenerSet' },
  { group: 'generators.external-secrets.io', kind: 'Password' },
  { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
  { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
  { group: 'networking.k8s.io', kind: 'Ingress' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'postgresql.cnpg.io', kind: 'Cluster' },
  { group: 'postgresql.cnpg.io', kind: 'Database' },
  { group: 'postgresql.cnpg.io', kind: 'ScheduledBackup' },
  { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
];

export const tenantKinds: readonly TenantKind[] = [{ group: '', kind: 'Namespace' }, ...namespacedKinds];
