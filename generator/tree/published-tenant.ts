// The tenants that a tree holds, as their index files tell. It comes from a Tree and goes to plan, check, guards and retention:
// what is published decides what may shrink, move, be claimed or be removed.

import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { IndexEntry } from '../../argocd/index-entry.js';
import { type Finding, finding } from '../../constructs/base/finding.js';
import { compareText } from '../../constructs/base/order.js';
import type { PublishedFields } from '../../constructs/base/published.js';
import type { KubeObject } from '../../constructs/base/tenant-view.js';
import { concerns } from '../../constructs/index.js';
import { layout, tryFindOwner } from './layout.js';
import type { Tree } from './tree.js';

export interface PublishedTenant {
  readonly id: string;
  readonly cluster: string;
  /** Path of the index file, or of a manifest where there is none. */
  readonly path: string;
  /** Absent where it can not be read: such a tenant counts as published all the same, and is retained. */
  readonly entry?: IndexEntry;
  /** Where there is no entry: what the published manifests say instead. */
  readonly recovered?: Partial<PublishedFields>;
  /** Why there is no entry. */
  readonly finding?: Finding;
}

/** By id, sorted. */
export type PublishedTenants = ReadonlyMap<string, PublishedTenant>;

/** The tenants of a tree; one that has manifests but no index file is among them, without an entry. */
export async function readPublished(tree: Tree): Promise<PublishedTenants> {
  const paths = [...(await tree.list()).keys()].sort(compareText);
  const indexed = parsePublished(await tree.read(paths.filter((path) => tryFindTenant(path, 'index') !== undefined)));
  const all = new Map(indexed);
  for (const path of paths) {
    const tenant = tryFindTenant(path, 'manifests');
    if (tenant && !all.has(tenant.id)) all.set(tenant.id, broken(tenant, path, 'it has manifests but no index entry'));
  }
  return sorted(await withRecovered(all, tree));
}

/** What must not shrink is in the manifests too: a lost entry does not open the way. */
async function withRecovered(
  tenants: ReadonlyMap<string, PublishedTenant>,
  tree: Tree,
): Promise<Map<string, PublishedTenant>> {
  const list = await tree.list();
  const lost = [...tenants.values()]
    .filter(({ entry }) => entry === undefined)
    .flatMap(({ id, cluster }) =>
      concerns.flatMap(({ name, published }) =>
        published?.recover === undefined
          ? []
          : [{ id, path: layout.concern(cluster, id, name), recover: published.recover }],
      ),
    )
    .filter(({ path }) => list.has(path));
  const texts = await tree.read(lost.map(({ path }) => path));
  const recovered = new Map<string, Partial<PublishedFields>>();
  for (const { id, path, recover } of lost)
    recovered.set(id, { ...recovered.get(id), ...recover(objectsIn(texts.get(path) ?? '')) });
  return new Map([...tenants].map(([id, tenant]) => [id, { ...tenant, recovered: recovered.get(id) }]));
}

/** None where the text is not YAML: somebody else wrote it. */
function objectsIn(text: string): KubeObject[] {
  try {
    return parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
  } catch {
    return [];
  }
}

/** Reads index files by path; a broken one never throws, it is a tenant with a finding. */
export function parsePublished(indexTexts: ReadonlyMap<string, string>): PublishedTenants {
  const all = new Map<string, PublishedTenant>();
  for (const [path, text] of [...indexTexts].sort(([a], [b]) => compareText(a, b))) {
    const tenant = tryFindTenant(path, 'index');
    if (tenant === undefined) continue;
    const twice = all.has(tenant.id);
    all.set(tenant.id, twice ? broken(tenant, path, 'it has two index entries') : parseEntry(tenant, path, text));
  }
  return sorted(all);
}

interface Located {
  readonly id: string;
  readonly cluster: string;
}

function tryFindTenant(path: string, part: 'index' | 'manifests'): Located | undefined {
  const owner = tryFindOwner(path);
  return owner?.kind === 'tenant' && owner.part === part ? { id: owner.id, cluster: owner.cluster } : undefined;
}

const text = z.string();
const entrySchema = z.object({
  tenant: text,
  displayName: text,
  namespace: text,
  folder: text,
  cluster: text,
  region: text,
  product: text,
  tier: text,
  ring: text,
  lifecycle: text,
  owner: text,
  url: text,
  dashboard: text,
  offboardedOn: text,
  digest: text,
  claims: z.array(text),
  ...Object.assign({}, ...concerns.map(({ published }) => published?.schema)),
  links: z.array(z.object({ name: text, title: text, url: text })).default([]),
  retriedAt: z.iso.datetime().exactOptional(),
});

function parseEntry(tenant: Located, path: string, json: string): PublishedTenant {
  const parsed = entrySchema.safeParse(tryParseJson(json));
  if (!parsed.success) return broken(tenant, path, 'its index entry is not one that Tenantry wrote');
  const entry = parsed.data as unknown as IndexEntry;
  if (entry.tenant !== tenant.id || entry.cluster !== tenant.cluster)
    return broken(tenant, path, 'its index entry speaks of another tenant or cluster');
  return { id: tenant.id, cluster: tenant.cluster, path, entry };
}

function broken({ id, cluster }: Located, path: string, reason: string): PublishedTenant {
  const message = `tenant ${id} is published on ${cluster}, but ${reason}`;
  const hint =
    'restore the file from the history of the GitOps repository; until then the tenant keeps what is published';
  return { id, cluster, path, finding: finding('tree/broken-index', { message, hint, place: { file: path } }) };
}

function sorted(tenants: ReadonlyMap<string, PublishedTenant>): PublishedTenants {
  return new Map([...tenants].sort(([a], [b]) => compareText(a, b)));
}

/** The value, or undefined for text that is no JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
