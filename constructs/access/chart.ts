// Who may do what in the tenant's namespace: identities of workloads without any rights, and the read-only role of the
// tenant's own people. The other concerns name the ServiceAccounts that are made here.
import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import type { Concern } from '../base/concern.js';
import { objectMeta } from '../base/metadata.js';
import { Role, RoleBinding, ServiceAccount } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';

/**
 * The ServiceAccounts that concerns want, as one for all services and one for each job: none has a right in the cluster or a mounted token. A Role and RoleBinding `viewer` for the tenant's own people, who see what runs and never Secrets. Whoever may write a
 * Cluster, DatabaseRole or Pooler is as good as a superuser of the database (CloudNativePG): the tenant may write nothing.
 */
export class Access extends Chart {
  constructor(scope: Construct, props: TenantProps, concerns: readonly Concern[]) {
    super(scope, 'access');
    for (const { name, ...options } of concerns.flatMap(({ accounts = [] }) =>
      accounts.flatMap(({ wanted }) => wanted?.(props) ?? []),
    ))
      new ServiceAccount(this, `account-${name}`, {
        metadata: objectMeta(props, name, { wave: waves.access, ...options }),
        automountServiceAccountToken: false,
      });
    new Role(this, 'viewer', {
      metadata: objectMeta(props, viewer, { wave: waves.access }),
      rules: [...viewerRules],
    });
    new RoleBinding(this, 'viewers', {
      metadata: objectMeta(props, viewer, { wave: waves.access }),
      roleRef: { apiGroup: rbac, kind: 'Role', name: viewer },
      subjects: [{ apiGroup: rbac, kind: 'Group', name: props.viewersGroup }],
    });
  }
}

const viewer = 'viewer';
const rbac = 'rbac.authorization.k8s.io';
const read = ['get', 'list', 'watch'];

/** What runs and why it does not, never Secrets. */
const viewerRules: readonly k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['pods', 'pods/log', 'services', 'configmaps', 'events'], verbs: read },
  { apiGroups: ['apps'], resources: ['deployments', 'replicasets'], verbs: read },
  { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: read },
];
