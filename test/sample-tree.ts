// Small rendered trees for the tests of write and publish, and trees held in memory.

import { concernNames } from '../constructs/index.js';
import type { RenderedFile, RenderedTenant, RenderedTree } from '../generator/render/render-tenant.js';
import { layout, ownershipFile } from '../generator/tree/layout.js';
import { ownershipText } from '../generator/tree/ownership.js';
import type { Changes } from '../generator/tree/reconcile.js';
import type { Tree } from '../generator/tree/tree.js';
import { blobId } from '../generator/tree/tree.js';

export interface TenantOptions {
  /** What the texts of its files end with: another one is another version of the tenant. @default '' */
  readonly text?: string;
  readonly cluster?: string;
  readonly parts?: readonly string[];
}

/** A tenant with a file per concern, its AppProject and its index file. */
export function sampleTenant(id: string, options: TenantOptions = {}): RenderedTenant {
  const { text = '', cluster = 'eu', parts = concernNames } = options;
  const manifests = parts.map((part) =>
    file(layout.concern(cluster, id, part), `tenant: ${id}\npart: ${part}\n${text}`),
  );
  return {
    id,
    cluster,
    files: [
      ...manifests,
      file(layout.project(cluster, 'set-0', id), `project: ${id}\n${text}`),
      file(layout.index(cluster, 'set-0', id), `{"tenant": "${id}"}\n`),
    ],
  };
}

export function sampleTree(tenants: readonly RenderedTenant[]): RenderedTree {
  return {
    tenants,
    shared: [
      file(ownershipFile, ownershipText({ platform: 'sample', sets: { eu: 1 } })),
      file(layout.roots('eu'), 'roots: eu\n'),
      file(layout.applicationSet('eu', 'set-0'), 'set: 0\n'),
    ],
  };
}

export function file(path: string, text: string): RenderedFile {
  return { path, text };
}

/** Path → blob id, as a Tree lists it. */
export function listOf(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([path, text]) => [path, blobId(text)]));
}

export function applied(files: ReadonlyMap<string, string>, changes: Changes): Map<string, string> {
  const after = new Map(files);
  for (const path of changes.deletes) after.delete(path);
  for (const { path, text } of changes.puts) after.set(path, text);
  return after;
}

export function memoryTree(files: ReadonlyMap<string, string>): Tree {
  return {
    list: async () => listOf(files),
    read: async (paths) => new Map(paths.map((path) => [path, files.get(path) ?? ''])),
  };
}
