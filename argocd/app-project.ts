// A tenant's AppProject: the walls of its Application. One repository, one namespace of one cluster, the kinds that tenants have,
// and its own people may look. Its props come from the plan; it becomes `projects/<id>.yaml` of the tenant's set.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { confirmDeletion } from '../constructs/object-meta.js';
import type { TenantProps } from '../constructs/tenant.js';
import { type ArgoCdProps, argoCdNames } from './argocd-props.js';
import { AppProject } from './resources/app-project.js';
import type { ClusterReference } from './resources/application.js';
import { namespacedKinds, observedKinds } from './tenant-kinds.js';
import { whileReferenced } from './while-referenced.js';

export interface TenantProjectProps {
  readonly argocd: ArgoCdProps;
  readonly destination: ClusterReference;
  readonly tenant: Pick<TenantProps, 'id' | 'namespace' | 'displayName' | 'viewersGroup'>;
}

export class TenantProject extends Chart {
  constructor(scope: Construct, { argocd, destination, tenant }: TenantProjectProps) {
    super(scope, 'project');
    const name = argoCdNames.tenant(tenant.namespace);
    new AppProject(this, 'project', {
      metadata: {
        name,
        namespace: argocd.namespace,
        labels: { 'app.kubernetes.io/managed-by': 'tenantry', platform: argocd.platform, tenant: tenant.id },
        annotations: { 'argocd.argoproj.io/sync-wave': String(projectWave), ...confirmDeletion },
        finalizers: [whileReferenced],
      },
      spec: {
        description: tenant.displayName,
        sourceRepos: [argocd.repository],
        destinations: [{ ...destination, namespace: tenant.namespace }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: tenant.namespace }],
        namespaceResourceWhitelist: [...namespacedKinds, ...observedKinds],
        roles: [viewer(name, tenant.viewersGroup)],
      },
    });
  }
}

/** Before the ApplicationSet, whose Applications refer to it. */
const projectWave = -10;

/** The same as the Role of the access concern allows: what runs and its logs. Argo CD shows nobody the values of Secrets. */
function viewer(project: string, group: string) {
  const rule = (resource: string) => `p, proj:${project}:viewer, ${resource}, get, ${project}/*, allow`;
  return {
    name: 'viewer',
    description: 'the tenant’s own people: may look, and nothing else',
    groups: [group],
    policies: ['applications', 'logs'].map(rule),
  };
}
