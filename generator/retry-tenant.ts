// What lets Argo CD try a tenant again through git: a moment in the tenant's marker, which is a new change of its folder and changes
// nothing else. It comes from the published tree alone, so that no other change goes out with it; later renders keep it.
import { parseAllDocuments } from 'yaml';
import type { IndexEntry } from '../argocd/index-entry.js';
import { names } from '../constructs/base/metadata.js';
import { yamlText } from './render/yaml-text.js';
import { layout, tryFindOwner } from './tree/layout.js';
import { type PublishedTenant, parsePublished } from './tree/published-tenant.js';
import type { Changes } from './tree/reconcile.js';
import type { Tree } from './tree/tree.js';

export type RetryOutcome =
  | { readonly kind: 'retry'; readonly changes: Changes; readonly entry: IndexEntry }
  /** Somebody else has asked for the same a moment ago. */
  | { readonly kind: 'retried'; readonly entry: IndexEntry }
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'broken'; readonly reason: string };

/** Seconds in which two people who ask for the same get one commit. */
const moment = 60;

/** `at`: ISO 8601 in UTC. `seen`: what the marker held when this was first asked for; another value by now is somebody else's retry. */
export async function retryTenant(
  tree: Tree,
  id: string,
  { at, seen }: { readonly at: string; readonly seen?: { readonly retriedAt: string | undefined } },
): Promise<RetryOutcome> {
  const published = await findTenant(tree, id);
  if (published === undefined) return { kind: 'unpublished' };
  const { entry, path, finding } = published;
  if (entry === undefined) return { kind: 'broken', reason: finding?.message ?? 'it can not be read' };
  if (isRecent(entry.retriedAt, at) || (seen && seen.retriedAt !== entry.retriedAt)) return { kind: 'retried', entry };
  const manifest = layout.concern(entry.cluster, id, 'namespace');
  const texts = await tree.read([manifest, path]);
  const marked = withRetry(texts.get(manifest) ?? '', at);
  if (marked === undefined) return { kind: 'broken', reason: `${manifest} holds no marker` };
  // From the text and not from what was read of it: fields of a later version stay.
  const index = { ...JSON.parse(texts.get(path) ?? '{}'), retriedAt: at };
  return {
    kind: 'retry',
    entry,
    changes: {
      puts: [
        { path, text: `${JSON.stringify(index, undefined, 2)}\n` },
        { path: manifest, text: marked },
      ],
      deletes: [],
      tenants: { added: [], changed: [id], removed: [], unchanged: [], kept: [] },
      foreign: [],
    },
  };
}

async function findTenant(tree: Tree, id: string): Promise<PublishedTenant | undefined> {
  const paths = [...(await tree.list()).keys()].filter((path) => {
    const owner = tryFindOwner(path);
    return owner?.kind === 'tenant' && owner.part === 'index' && owner.id === id;
  });
  return parsePublished(await tree.read(paths)).get(id);
}

/** In either direction: clocks differ. */
function isRecent(retriedAt: string | undefined, at: string): boolean {
  return retriedAt !== undefined && Math.abs(Date.parse(at) - Date.parse(retriedAt)) < moment * 1000;
}

/** The namespace's objects with the marker's new moment; undefined where there is no marker. */
function withRetry(text: string, at: string): string | undefined {
  const objects = parseAllDocuments(text).map((document) => document.toJS() as Readonly<Record<string, unknown>>);
  const marker = objects.findIndex((object) => object.kind === 'ConfigMap' && nameOf(object) === names.marker);
  const found = objects[marker];
  if (found === undefined) return undefined;
  const data = { ...(typeof found.data === 'object' ? found.data : {}), retriedAt: at };
  return yamlText(objects.with(marker, { ...found, data }));
}

function nameOf({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata ? metadata.name : undefined;
}
