// The ApplicationSet of one cluster and set, with one Application for each index file. It is `applicationset.yaml` in the set's folder.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { argoCdNames } from './names.js';
import { ApplicationSet } from './resources.js';
import { branchRef, finalizer, keptAnnotations } from './sync-policy.js';
import { type TenantApplicationProps, tenantApplication, tenantApplicationPatch } from './tenant-application.js';

interface TenantApplicationSetProps extends TenantApplicationProps {
  /** Folder of the set's index files, from the repository's root. */
  readonly indexFolder: string;
}

export class TenantApplicationSet extends Chart {
  constructor(scope: Construct, props: TenantApplicationSetProps) {
    const { argocd, cluster, set, indexFolder } = props;
    super(scope, `${cluster.name}-${set}`);
    new ApplicationSet(this, 'applications', {
      metadata: {
        name: argoCdNames.applicationSet(argocd, cluster.name, set),
        namespace: argocd.namespace,
        labels: {
          'app.kubernetes.io/managed-by': 'tenantry',
          'tenantry.dev/platform': argocd.platform,
          'tenantry.dev/cluster': cluster.name,
          'tenantry.dev/set': set,
        },
        annotations: keptAnnotations,
        finalizers: [finalizer],
      },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [
          {
            git: {
              repoURL: argocd.repository,
              revision: branchRef(argocd.branch),
              files: [{ path: `${indexFolder}/*.json` }],
            },
          },
        ],
        // No matching file is no error to Argo CD: by default every Application would be deleted.
        syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
        preservedFields: { annotations: ['argocd.argoproj.io/deletion-approved'] },
        template: tenantApplication(props),
        templatePatch: tenantApplicationPatch(props),
      },
    });
  }
}
