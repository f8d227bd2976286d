// The ApplicationSet of one set of tenants on one cluster: it makes each tenant's Application from the set's index files.
// Its props come from platform.yaml; it becomes `applicationset.yaml` of the set's folder, beside `projects/` and `index/`.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterProps } from '../constructs/cluster.js';
import { confirmDeletion } from '../constructs/object-meta.js';
import { type ArgoCdProps, argoCdNames } from './argocd-props.js';
import { ApplicationSet, type ApplicationSetSpec } from './resources/application-set.js';
import type { SetProps } from './set-applications.js';
import { branchRef } from './sync-policies.js';
import { tenantApplication } from './tenant-application.js';
import { whileReferenced } from './while-referenced.js';

export interface TenantApplicationSetProps {
  readonly argocd: ArgoCdProps;
  readonly cluster: Pick<ClusterProps, 'name' | 'destination' | 'monitoring'>;
  readonly set: SetProps;
}

export class TenantApplicationSet extends Chart {
  constructor(scope: Construct, { argocd, cluster, set }: TenantApplicationSetProps) {
    super(scope, `${cluster.name}-${set.name}`);
    new ApplicationSet(this, 'tenants', {
      metadata: {
        name: argoCdNames.applicationSet(argocd, cluster.name, set.name),
        namespace: argocd.namespace,
        labels: {
          'app.kubernetes.io/managed-by': 'tenantry',
          platform: argocd.platform,
          cluster: cluster.name,
          set: set.name,
        },
        annotations: { 'argocd.argoproj.io/sync-wave': '0', ...confirmDeletion },
        finalizers: [whileReferenced],
      },
      spec: {
        ...guards,
        generators: [
          {
            git: {
              repoURL: argocd.repository,
              revision: branchRef(argocd.branch),
              files: [{ path: `${set.folder}/index/*.json` }],
            },
          },
        ],
        template: tenantApplication({ argocd, cluster, set: set.name }),
      },
    });
  }
}

/**
 * No file that matches is not an error to Argo CD: only `create-update` keeps it from deleting every Application, and only the
 * policy together with the finalizer keeps them when the ApplicationSet itself is deleted. A key that is missing from an index
 * file stops the whole set, but never makes an Application with `<no value>` in it.
 */
const guards = {
  goTemplate: true,
  goTemplateOptions: ['missingkey=error'],
  syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
  preservedFields: { annotations: ['argocd.argoproj.io/deletion-approved'] },
} as const satisfies Partial<ApplicationSetSpec>;
