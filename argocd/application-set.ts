// The ApplicationSet of one cluster and set: one Application for each index file of the set.
// Its props come from platform.yaml; the values of its template come from index entries (index-entry.ts), which stay data:
// Argo CD renders each field of the template by itself and never a value again.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterProps } from '../constructs/cluster.js';
import { type ArgoCdProps, argoCdNames } from './argocd-props.js';
import type { IndexEntry } from './index-entry.js';
import { ApplicationSet, type ApplicationTemplate } from './resources/argo-cd.js';
import { branchRef, tenantSyncPolicy } from './sync-policy.js';

export interface TenantApplicationSetProps {
  readonly argocd: ArgoCdProps;
  readonly cluster: Pick<ClusterProps, 'name' | 'destination'> & {
    readonly monitoring: Pick<ClusterProps['monitoring'], 'grafanaUrl'>;
  };
  readonly set: string;
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
          'tenantry.dev/cluster': cluster.name,
          'tenantry.dev/set': set,
        },
        // Without it, deleting the ApplicationSet deletes its Applications by their owner references.
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
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
        template: template(props),
      },
    });
  }
}

function template({ argocd, cluster, set }: TenantApplicationSetProps): ApplicationTemplate {
  return {
    metadata: {
      name: value('namespace'),
      labels: labels(argocd, cluster.name, set),
      annotations: annotations(argocd, cluster.monitoring.grafanaUrl),
    },
    spec: {
      project: value('namespace'),
      source: {
        repoURL: argocd.repository,
        targetRevision: branchRef(argocd.branch),
        path: value('folder'),
        directory: { recurse: true },
      },
      destination: { ...cluster.destination, namespace: value('namespace') },
      revisionHistoryLimit: 3,
      info: infoRows.map(([name, key]) => ({ name, value: value(key) })),
      syncPolicy: tenantSyncPolicy,
    },
  };
}

/** What Argo CD's list of Applications is filtered by. */
const labelKeys = [
  'tenant',
  'product',
  'tier',
  'ring',
  'region',
  'lifecycle',
] as const satisfies readonly (keyof IndexEntry)[];

const infoRows = [
  ['Tenant', 'displayName'],
  ['Product', 'product'],
  ['Tier', 'tier'],
  ['Region', 'region'],
  ['Ring', 'ring'],
  ['Lifecycle', 'lifecycle'],
  ['Owner', 'owner'],
  ['Address', 'url'],
] as const satisfies readonly (readonly [string, keyof IndexEntry])[];

function labels(argocd: ArgoCdProps, cluster: string, set: string): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'tenantry',
    'tenantry.dev/platform': argocd.platform,
    'tenantry.dev/cluster': cluster,
    'tenantry.dev/set': set,
    ...Object.fromEntries(labelKeys.map((key) => [`tenantry.dev/${key}`, value(key)])),
  };
}

function annotations(argocd: ArgoCdProps, grafanaUrl: string | undefined): Record<string, string> {
  return {
    // A commit that touches other folders only does not make Argo CD render this tenant again.
    'argocd.argoproj.io/manifest-generate-paths': '.',
    'link.argocd.argoproj.io/tenant': value('url'),
    ...(argocd.sourceUrl === undefined
      ? {}
      : {
          'link.argocd.argoproj.io/source': `${argocd.sourceUrl}/blob/${argocd.sourceBranch ?? 'main'}/tenants/${value('tenant')}.yaml`,
        }),
    ...(grafanaUrl === undefined ? {} : { 'link.argocd.argoproj.io/grafana': `${grafanaUrl}/d/${value('dashboard')}` }),
  };
}

/** A value of the index entry, as a Go template; only keys that every entry has. */
function value(key: keyof IndexEntry): string {
  return `{{.${key}}}`;
}
