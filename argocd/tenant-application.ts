// The template of a tenant's Application: what it syncs and where to, and what people see of it in Argo CD.
// Each string is a Go template over one index entry; Argo CD renders keys and values one by one, so that a value is only ever data.
import type { ClusterProps } from '../constructs/cluster.js';
import { dashboardUid } from '../constructs/dashboard.js';
import type { ArgoCdProps } from './argocd-props.js';
import { argoCdNames } from './argocd-props.js';
import { entry } from './index-entry.js';
import { noticeAnnotations } from './notice.js';
import type { ApplicationSetSpec } from './resources/application-set.js';
import { branchRef, revisionHistoryLimit, tenantSync } from './sync-policies.js';

export interface TenantApplicationProps {
  readonly argocd: ArgoCdProps;
  readonly cluster: Pick<ClusterProps, 'name' | 'destination' | 'monitoring'>;
  readonly set: string;
}

/** Without a finalizer: deleting the Application leaves the tenant. An offboarding adds one on purpose. */
export function tenantApplication(props: TenantApplicationProps): ApplicationSetSpec['template'] {
  const { argocd, cluster } = props;
  const links = linksOf(props);
  return {
    metadata: {
      name: argoCdNames.tenant(entry('namespace')),
      labels: labelsOf(props),
      annotations: {
        'argocd.argoproj.io/manifest-generate-paths': '.',
        ...Object.fromEntries(
          links.map(({ key, title, url }) => [`link.argocd.argoproj.io/${key}`, `${title}|${url}`]),
        ),
        ...noticeAnnotations(links.find(({ key }) => key === 'file')?.url),
      },
    },
    spec: {
      project: argoCdNames.tenant(entry('namespace')),
      source: {
        repoURL: argocd.repository,
        targetRevision: branchRef(argocd.branch),
        path: entry('folder'),
        directory: { recurse: true },
      },
      destination: { ...cluster.destination, namespace: entry('namespace') },
      info: [...facts, ...links.map(({ title, url }) => ({ name: title, value: url }))],
      revisionHistoryLimit,
      syncPolicy: tenantSync,
    },
  };
}

function labelsOf({ argocd, cluster, set }: TenantApplicationProps): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'tenantry',
    ...{ platform: argocd.platform, cluster: cluster.name, set },
    tenant: entry('tenant'),
    product: entry('product'),
    tier: entry('tier'),
    ring: entry('ring'),
    region: entry('region'),
    lifecycle: entry('lifecycle'),
  };
}

interface Link {
  readonly key: string;
  readonly title: string;
  readonly url: string;
}

function linksOf({ argocd, cluster }: TenantApplicationProps): Link[] {
  const { sourceUrl, sourceBranch = 'main' } = argocd;
  const { grafanaUrl } = cluster.monitoring;
  const links = [
    { key: 'tenant', title: 'Address', url: entry('url') },
    {
      key: 'file',
      title: 'File',
      url: sourceUrl && `${sourceUrl}/blob/${sourceBranch}/tenants/${entry('tenant')}.yaml`,
    },
    { key: 'dashboard', title: 'Dashboard', url: grafanaUrl && `${grafanaUrl}/d/${dashboardUid(entry('tenant'))}` },
  ];
  return links.flatMap(({ url, ...link }) => (url === undefined ? [] : [{ ...link, url }]));
}

const facts = [
  { name: 'Customer', value: entry('displayName') },
  { name: 'Owner', value: entry('owner') },
  { name: 'Product', value: entry('product') },
  { name: 'Tier', value: entry('tier') },
  { name: 'Ring', value: entry('ring') },
  { name: 'Region', value: entry('region') },
  { name: 'Lifecycle', value: entry('lifecycle') },
] as const;
