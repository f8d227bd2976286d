// The tenants that a tree holds, as their index files tell. It comes from a Tree and goes to plan, check, guards and retention:
// what is published decides what may shrink, move, be claimed or be removed.

import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { IndexEntry } from '../../argocd/index-entry.js';
import { type Finding, finding } from '../../constructs/base/finding.js';
import { compareText } from '../../constructs/base/order.js';
import { tryParseQuantity } from '../../constructs/base/quantity.js';
import { layout, tryFindOwner } from './layout.js';
import type { Tree } from './tree.js';

export interface PublishedTenant {
  readonly id: string;
  readonly cluster: string;
  /** Path of the index file, or of a manifest where there is none. */
  readonly path: string;
  /** Absent where it can not be read: such a tenant counts as published all the same, and is retained. */
  readonly entry?: IndexEntry;
  /** Where there is no entry: the database’s size as the published manifest has it. */
  readonly storage?: string;
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
  return sorted(await withStorage(all, tree));
}

/** What must not shrink is in the manifests too: a lost entry does not open the way. */
async function withStorage(
  tenants: ReadonlyMap<string, PublishedTenant>,
  tree: Tree,
): Promise<Map<string, PublishedTenant>> {
  const list = await tree.list();
  const databases = [...tenants.values()]
    .filter(({ entry }) => entry === undefined)
    .map(({ id, cluster }) => ({ id, path: layout.concern(cluster, id, 'database') }))
    .filter(({ path }) => list.has(path));
  const texts = await tree.read(databases.map(({ path }) => path));
  const sizes = new Map(databases.map(({ id, path }) => [id, storageOf(texts.get(path) ?? '')]));
  return new Map(
    [...tenants].map(([id, tenant]) => {
      const storage = sizes.get(id);
      return [id, storage === undefined ? tenant : { ...tenant, storage }];
    }),
  );
}

/** The size of the database's volumes, which its operators call `spec.storage.size`. */
function storageOf(text: string): string | undefined {
  const servers = objectsIn(text).map((object) => serverSchema.safeParse(object).data);
  return servers.find((server) => server !== undefined)?.spec.storage.size;
}

/** None where the text is not YAML: somebody else wrote it. */
function objectsIn(text: string): unknown[] {
  try {
    return parseAllDocuments(text).map((document) => document.toJS());
  } catch {
    return [];
  }
}

const serverSchema = z.object({
  kind: z.enum(['Cluster', 'MariaDB']),
  spec: z.object({ storage: z.object({ size: z.string() }) }),
});

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
const size = text.refine((amount) => amount === '' || tryParseQuantity(amount) !== undefined);
const entrySchema: z.ZodType<IndexEntry> = z.object({
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
  storage: size,
  digest: text,
  claims: z.array(text),
  server: z
    .object({
      generation: z.int(),
      restore: z.object({ from: z.int(), at: text, schedule: text, keep: z.int().exactOptional() }).exactOptional(),
    })
    .exactOptional(),
  // Entries of older versions have neither.
  volumes: z.record(text, size).default({}),
  links: z.array(z.object({ name: text, title: text, url: text })).default([]),
  retriedAt: z.iso.datetime().exactOptional(),
});

function parseEntry(tenant: Located, path: string, json: string): PublishedTenant {
  const parsed = entrySchema.safeParse(tryParseJson(json));
  if (!parsed.success) return broken(tenant, path, 'its index entry is not one that Tenantry wrote');
  const entry = parsed.data;
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
