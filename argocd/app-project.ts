// The AppProject of a tenant: what its Application may read, where it may write, and who may look at it. It is
// `projects/<id>.yaml` in the folder of the tenant's set.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterProps } from '../constructs/base/cluster.js';
import type { TenantProps } from '../constructs/base/tenant.js';
import { namespacedKinds, observedKinds } from '../constructs/kinds.js';
import { type ArgoCdProps, argoCdNames } from './names.js';
import { AppProject } from './resources.js';
import { finalizer, keptAnnotations } from './sync-policy.js';

interface TenantProjectProps {
  readonly argocd: Pick<ArgoCdProps, 'namespace' | 'repository'>;
  readonly destination: ClusterProps['destination'];
  readonly tenant: Pick<TenantProps, 'id' | 'namespace' | 'viewersGroup'>;
}

export class TenantProject extends Chart {
  constructor(scope: Construct, { argocd, destination, tenant }: TenantProjectProps) {
    super(scope, 'project');
    const name = argoCdNames.tenant(tenant.namespace);
    new AppProject(this, 'project', {
      metadata: {
        name,
        namespace: argocd.namespace,
        labels: { 'app.kubernetes.io/managed-by': 'tenantry', 'tenantry.dev/tenant': tenant.id },
        // Before the ApplicationSet beside it: an Application whose project is missing is refused.
        annotations: { 'argocd.argoproj.io/sync-wave': '-10', ...keptAnnotations },
        finalizers: [finalizer],
      },
      spec: {
        description: `Tenant ${tenant.id}`,
        sourceRepos: [argocd.repository],
        destinations: [{ ...destination, namespace: tenant.namespace }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: tenant.namespace }],
        namespaceResourceWhitelist: [...namespacedKinds, ...observedKinds],
        roles: [
          {
            name: 'viewer',
            description: 'The tenant’s own people: they look and change nothing',
            policies: readable.map((resource) => `p, proj:${name}:viewer, ${resource}, get, ${name}/*, allow`),
            groups: [tenant.viewersGroup],
          },
        ],
      },
    });
  }
}

/** As much as the Role of the access concern: what runs, and its logs. Argo CD shows nobody the values of Secrets. */
const readable = ['applications', 'logs'];
