// What remembers a tenant that was removed: `removed/<id>.json`, written with the removal and never taken away by Tenantry. Its
// backups, its secrets and perhaps its namespace outlive it, and nobody else must get them by taking its id.
import { z } from 'zod';
import { compareText } from '../../constructs/base/order.js';
import { layout, tryFindOwner } from './layout.js';
import type { PublishedTenant } from './published-tenant.js';
import { tryParseJson } from './published-tenant.js';
import type { Tree } from './tree.js';

export interface Tombstone {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  /** What its data is kept under, as `backups:s3://bucket/id/`; empty where the file can not be read. */
  readonly claims: readonly string[];
}

/** By id, sorted. */
export type Tombstones = ReadonlyMap<string, Tombstone>;

/** The removed tenants that a tree remembers. A file that can not be read still keeps its id. */
export async function readTombstones(tree: Tree): Promise<Tombstones> {
  const paths = [...(await tree.list()).keys()].filter((path) => tryFindOwner(path)?.kind === 'removed');
  const texts = await tree.read(paths.sort(compareText));
  return new Map(
    [...texts].flatMap(([path, text]) => {
      const owner = tryFindOwner(path);
      const parsed = schema.safeParse(tryParseJson(text));
      const claims = parsed.success ? parsed.data.claims : [];
      return owner?.kind === 'removed' ? [[owner.id, { id: owner.id, path, text, claims }] as const] : [];
    }),
  );
}

/**
 * What is to be remembered of a tenant that is removed; `former` is what is remembered of an earlier one of that id. It names
 * nobody, and no day but that of the request: the commit has the other, and a second run gives the same text.
 */
export function tombstoneOf({ id, cluster, entry }: PublishedTenant, former?: Tombstone): Tombstone {
  const kept = (entry?.claims ?? []).filter((claim) => !claim.startsWith('host:'));
  const claims = [...new Set([...kept, ...(former?.claims ?? [])])].sort(compareText);
  const offboardedOn = entry?.offboardedOn ?? '';
  const content = { apiVersion: 'tenantry.dev/v1', kind: 'RemovedTenant', tenant: id, cluster, offboardedOn, claims };
  return { id, path: layout.tombstone(id), text: `${JSON.stringify(content, undefined, 2)}\n`, claims };
}

const schema = z.object({ claims: z.array(z.string()) });
