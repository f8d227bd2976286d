// One plan → one tenant's files: manifests by concern, its AppProject, its index entry. One cdk8s App for each tenant:
// the cost of an App grows with the square of what is in it.

import { createHash } from 'node:crypto';
import { ApiObject, App, type Chart } from 'cdk8s';
import { TenantProject } from '../../argocd/app-project.js';
import type { IndexEntry } from '../../argocd/index-entry.js';
import { type ArgoCdProps, setOf } from '../../argocd/names.js';
import { dashboardUid } from '../../constructs/base/dashboard.js';
import { compareText } from '../../constructs/base/order.js';
import type { PublishedFields } from '../../constructs/base/published.js';
import { tenantUrl } from '../../constructs/base/tenant.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { KubeObject, Manifest } from '../../constructs/base/tenant-view.js';
import { charts } from '../../constructs/charts.js';
import { claimsOf, concerns } from '../../constructs/index.js';
import { Marker } from '../../constructs/namespace/chart.js';
import { layout } from '../tree/layout.js';
import { yamlText } from './yaml-text.js';

export interface TenantOutput {
  readonly rendered: RenderedTenant;
  /** Every object of the tenant's folder, for the checks. */
  readonly manifests: readonly Manifest[];
  readonly entry: IndexEntry;
}

/** What is published of the tenant. */
export type PublishedMarker = Pick<IndexEntry, 'digest' | 'retriedAt'>;

/** Renders one tenant; the same plan beside the same marker gives the same bytes. */
export function renderTenant(plan: TenantPlan, argocd: ArgoCdProps, published?: PublishedMarker): TenantOutput {
  const app = new App();
  const objects = tenantObjects(app, plan);
  const texts = new Map(
    [...objects].filter(([, each]) => each.length > 0).map(([concern, each]) => [concern, yamlText(each)]),
  );
  const digest = digestOf(texts);
  const retriedAt = published?.digest === digest ? published.retriedAt : undefined;
  const marker = chartObjects(new Marker(app, { ...plan, digest, retriedAt }));
  const namespace = [...(objects.get('namespace') ?? []), ...marker].sort(compareObjects);
  objects.set('namespace', namespace);
  texts.set('namespace', yamlText(namespace));
  // Whoever asked for another try asked for it with these manifests: a change of them is tried anyway.
  const entry = { ...indexEntry(plan, digest), retriedAt };
  return {
    rendered: {
      id: plan.id,
      cluster: plan.cluster.name,
      files: [...manifestFiles(plan, texts), ...argoCdFiles(app, plan, argocd, entry)],
    },
    manifests: manifestsOf(plan, objects),
    entry,
  };
}

/** The objects of every concern, sorted; all but the marker, which needs their texts. */
export function tenantObjects(app: App, plan: TenantPlan): Map<string, KubeObject[]> {
  return new Map(Object.entries(charts).map(([name, chart]) => [name, chartObjects(chart(app, plan, concerns))]));
}

function digestOf(texts: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [concern, text] of texts) hash.update(`${concern}\0`).update(text).update('\0');
  return hash.digest('hex');
}

function manifestFiles(plan: TenantPlan, texts: ReadonlyMap<string, string>): RenderedFile[] {
  return [...texts].map(([concern, text]) => ({ path: layout.concern(plan.cluster.name, plan.id, concern), text }));
}

function manifestsOf(plan: TenantPlan, objects: ReadonlyMap<string, readonly KubeObject[]>): Manifest[] {
  return [...objects].flatMap(([concern, each]) =>
    each.map((object) => ({ path: layout.concern(plan.cluster.name, plan.id, concern), object })),
  );
}

function argoCdFiles(app: App, plan: TenantPlan, argocd: ArgoCdProps, entry: IndexEntry): RenderedFile[] {
  const { name } = plan.cluster;
  const set = setOf(plan.id, argocd.sets);
  const project = new TenantProject(app, { argocd, destination: plan.cluster.destination, tenant: plan });
  return [
    { path: layout.project(name, set, plan.id), text: yamlText(chartObjects(project)) },
    { path: layout.index(name, set, plan.id), text: `${JSON.stringify(entry, undefined, 2)}\n` },
  ];
}

function indexEntry(plan: TenantPlan, digest: string): IndexEntry {
  const { id, cluster, hosts } = plan;
  return {
    tenant: id,
    displayName: plan.displayName,
    namespace: plan.namespace,
    folder: layout.tenantFolder(cluster.name, id),
    cluster: cluster.name,
    region: cluster.region,
    product: plan.product,
    tier: plan.tier,
    ring: plan.ring,
    lifecycle: plan.lifecycle,
    owner: `${plan.owner.name} <${plan.owner.email}>`,
    url: tenantUrl(cluster.routing, hosts[0]?.name ?? ''),
    dashboard: dashboardUid(id),
    offboardedOn: plan.offboardedOn ?? '',
    claims: claimsOf(plan),
    ...publishedFields(plan),
    links: plan.links.map(({ name, title, url }) => ({ name, title, url })),
    digest,
  };
}

function publishedFields(plan: TenantPlan): PublishedFields {
  return Object.assign({}, ...concerns.map(({ published }) => published?.fields(plan)));
}

/** The objects of a chart, in the order in which Argo CD applies them; `chart.apiObjects` would leave out those of inner constructs. */
export function chartObjects(chart: Chart): KubeObject[] {
  return chart.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object) => object.toJson() as KubeObject)
    .sort(compareObjects);
}

/** The order of objects in a file. */
function compareObjects(a: KubeObject, b: KubeObject): number {
  return waveOf(a) - waveOf(b) || compareText(a.kind, b.kind) || compareText(a.metadata.name, b.metadata.name);
}

function waveOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** A file of the GitOps repository: a path with forward slashes from its root, and its whole text. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}

export interface RenderedTenant {
  readonly id: string;
  readonly cluster: string;
  /** Everything that belongs to this tenant alone: its manifests, its AppProject and its index file. */
  readonly files: readonly RenderedFile[];
}

export interface RenderedTree {
  readonly tenants: readonly RenderedTenant[];
  /** What belongs to the platform: ApplicationSets, root Applications, `.tenantry.json`. */
  readonly shared: readonly RenderedFile[];
}
