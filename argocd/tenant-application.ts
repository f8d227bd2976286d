// The template of a tenant's Application: what it syncs, and what people see of it in Argo CD. Its values come from index entries; Argo
// CD renders each field of the template once, and never renders a value.
import type { ClusterProps } from '../constructs/base/cluster.js';
import type { Lifecycle } from '../constructs/base/tenant.js';
import type { IndexEntry } from './index-entry.js';
import type { ArgoCdProps } from './names.js';
import type { ApplicationTemplate } from './resources.js';
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

/**
 * What Argo CD makes of an empty notice is documented nowhere, so an active tenant has none. The template gives
 * entries of a YAML mapping, each with a comma; what it puts into them is a date and an id, which need no escaping.
 * @param url Where the tenant's file is; a Go template too.
 */
export function noticeEntries(url: string | undefined): string {
  const branches = Object.entries(notices).map(
    ([lifecycle, notice], index) =>
      `{{${index === 0 ? 'if' : 'else if'} eq .lifecycle "${lifecycle}"}}${entriesText({ ...notice, permanent: 'true', url })}`,
  );
  return `${branches.join('')}{{end}}`;
}

interface Notice {
  /** Argo CD cuts it at 500 characters. */
  readonly content: string;
  readonly severity: 'info' | 'warning' | 'critical';
}

const notices: Readonly<Record<Exclude<Lifecycle, 'active'>, Notice>> = {
  suspended: { content: 'Suspended: nothing of this tenant runs, its data is kept.', severity: 'warning' },
  offboarding: {
    content: 'Offboarding since {{.offboardedOn}}: nothing of this tenant runs; its data goes after the grace period.',
    severity: 'critical',
  },
};

function entriesText(parts: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([part, value]) => `\n  "notice.argocd.argoproj.io/${part}": ${JSON.stringify(value)},`)
    .join('');
}

/**
 * A Go template of entries of a YAML mapping, each with a comma. Every value is written as JSON, which YAML reads back as the one
 * text that it was. `index` gives nothing for an entry of an older version, where the field itself would stop the whole set.
 */
const productLinks = [
  '{{range index . "links"}}',
  '\n  {{printf "link.argocd.argoproj.io/product-%s" .name | toJson}}: {{printf "%s|%s" .title .url | toJson}},',
  '{{end}}',
].join('');
