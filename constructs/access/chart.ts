// Who may do what in the tenant's namespace: identities of workloads without any rights, and the read-only role of the
// tenant's own people. Its props come from the plan; the other concerns name the ServiceAccounts made here.
import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import { type Identity, names, objectMeta } from '../base/metadata.js';
import { Role, RoleBinding, ServiceAccount } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';

export type AccessProps = Identity &
  Pick<TenantProps, 'jobs' | 'viewersGroup'> & {
    readonly cluster: Pick<TenantProps['cluster'], 'secretStore'>;
  };

/**
 * A ServiceAccount for all services, one for each job, one that External Secrets signs in with: none has a right in the cluster or a
 * mounted token. A Role and RoleBinding `viewer` for the tenant's own people, who see what runs and never Secrets. Whoever may write a
 * Cluster, DatabaseRole or Pooler is as good as a superuser of the database (CloudNativePG): the tenant may write nothing.
 */
export class Access extends Chart {
  constructor(scope: Construct, props: AccessProps) {
    super(scope, 'access');
    new ServiceAccount(this, 'services', {
      metadata: objectMeta(props, names.services, { wave: waves.access }),
      automountServiceAccountToken: false,
    });
    for (const job of Object.keys(props.jobs).sort())
      new ServiceAccount(this, `account-${job}`, {
        metadata: objectMeta(props, job, { wave: waves.access, component: job }),
        automountServiceAccountToken: false,
      });
    new ServiceAccount(this, 'secret-reader', {
      metadata: objectMeta(props, names.secretReader, { wave: waves.access, annotations: cloudRole(props) }),
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

/** External Secrets assumes the role that this annotation of the store's ServiceAccount names (its AWS provider's JWT auth). */
function cloudRole({ id, cluster: { secretStore } }: AccessProps): Record<string, string> {
  if (secretStore.kind !== 'aws') return {};
  return { 'eks.amazonaws.com/role-arn': secretStore.roleArn.replaceAll('{tenant}', id) };
}
