// The template of a tenant's Application: what it syncs and where to, and what people see of it in Argo CD. Its values come from
// index entries (index-entry.ts), which stay data: Argo CD renders each field of the template by itself and never a value again.
import type { ClusterProps } from '../constructs/cluster.js';
import type { ArgoCdProps } from './argocd-props.js';
import type { IndexEntry } from './index-entry.js';
import { noticeEntries } from './notice.js';
import { productLinks } from './product-links.js';
import type { ApplicationTemplate } from './resources/argo-cd.js';
import { branchRef, tenantSyncPolicy } from './sync-policy.js';

export interface TenantApplicationProps {
  readonly argocd: ArgoCdProps;
  readonly cluster: Pick<ClusterProps, 'name' | 'destination'> & {
    readonly monitoring: Pick<ClusterProps['monitoring'], 'grafanaUrl'>;
  };
  readonly set: string;
}

/** Without a finalizer: deleting the Application leaves the tenant. An offboarding adds one on purpose. */
export function tenantApplication({ argocd, cluster, set }: TenantApplicationProps): ApplicationTemplate {
  const links = linksOf(argocd, cluster.monitoring.grafanaUrl);
  return {
    metadata: {
      name: value('namespace'),
      labels: labels(argocd, cluster.name, set),
      annotations: {
        // A commit that touches other folders only does not make Argo CD render this tenant again.
        'argocd.argoproj.io/manifest-generate-paths': '.',
        ...Object.fromEntries(
          links.map(({ key, title, url }) => [`link.argocd.argoproj.io/${key}`, `${title}|${url}`]),
        ),
      },
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
      info: [
        ...infoRows.map(([name, key]) => ({ name, value: value(key) })),
        ...links.map(({ title, url }) => ({ name: title, value: url })),
      ],
      syncPolicy: tenantSyncPolicy,
    },
  };
}

/**
 * What differs in kind from tenant to tenant: its notice, the links of its product. A Go template that gives a merge patch in YAML,
 * whose mappings may end with a comma and may be empty.
 */
export function tenantApplicationPatch({ argocd, cluster }: TenantApplicationProps): string {
  const links = linksOf(argocd, cluster.monitoring.grafanaUrl);
  const notice = noticeEntries(links.find(({ key }) => key === 'source')?.url);
  // The line breaks keep the braces of YAML from those of the template. What begins with a brace Argo CD reads as JSON.
  return `metadata: {annotations: {\n${notice}${productLinks}\n}}\n`;
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

interface Link {
  readonly key: string;
  readonly title: string;
  readonly url: string;
}

/**
 * Argo CD shows an object's links where the object is in a tree, here that of the set's root; the tenant's own page shows its
 * `info`, so that links are there too.
 */
function linksOf({ sourceUrl, sourceBranch = 'main' }: ArgoCdProps, grafanaUrl: string | undefined): Link[] {
  const file = `blob/${sourceBranch}/tenants/${value('tenant')}.yaml`;
  return [
    { key: 'tenant', title: 'Address', url: value('url') },
    ...(sourceUrl === undefined ? [] : [{ key: 'source', title: 'File', url: `${sourceUrl}/${file}` }]),
    ...(grafanaUrl === undefined
      ? []
      : [{ key: 'grafana', title: 'Dashboard', url: `${grafanaUrl}/d/${value('dashboard')}` }]),
  ];
}

/**
 * A value of the index entry, as a Go template. A tenant that is kept back keeps the index file of an older version, and one file
 * without a key stops its whole set: only keys that every version has written may stand here.
 */
function value(key: keyof IndexEntry): string {
  return `{{.${key}}}`;
}
