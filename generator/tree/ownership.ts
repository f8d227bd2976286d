// `.tenantry.json` at a tree's root says that the tree is Tenantry's, and which platform's.
// Written by synth with the shared files; read before a tree is changed: what is not ours is never touched.
import { z } from 'zod';
import { type Finding, finding } from '../../constructs/base/finding.js';
import { compareText } from '../../constructs/base/order.js';
import { ownershipFile } from './layout.js';
import { tryParseJson } from './published-tenant.js';
import type { Tree } from './tree.js';

/** Who a tree belongs to. */
export interface TreeOwner {
  /** The platform's name. */
  readonly platform: string;
  /** Number of sets by cluster. */
  readonly sets: Readonly<Record<string, number>>;
}

/** What a tree says of itself; `text` is that of its ownership file. */
export interface TreeMark {
  readonly empty: boolean;
  readonly text?: string;
}

const apiVersion = 'tenantry.dev/v1';
const kind = 'Tree';

/** The text of the ownership file; sets are sorted by cluster. */
export function ownershipText({ platform, sets }: TreeOwner): string {
  const sorted = Object.fromEntries(Object.entries(sets).sort(([a], [b]) => compareText(a, b)));
  return `${JSON.stringify({ apiVersion, kind, platform, sets: sorted }, undefined, 2)}\n`;
}

/** Reads the ownership file of a tree, unjudged. */
export async function readMark(tree: Tree): Promise<TreeMark> {
  const list = await tree.list();
  if (!list.has(ownershipFile)) return { empty: list.size === 0 };
  const text = (await tree.read([ownershipFile])).get(ownershipFile);
  return { empty: false, text };
}

export interface OwnershipOptions {
  /** True where a person asked for another number of sets. @default false */
  readonly changeSets?: boolean;
}

/** Errors for a tree that may not be changed by this platform; an empty tree may be taken. */
export function checkOwnership(mark: TreeMark, owner: TreeOwner, options: OwnershipOptions = {}): Finding[] {
  if (mark.empty) return [];
  const header = headerSchema.safeParse(tryParseJson(mark.text ?? ''));
  if (!header.success) return [notOurs(owner)];
  if (header.data.apiVersion !== apiVersion) return [newerFormat(header.data.apiVersion)];
  const tree = treeSchema.safeParse(header.data);
  if (!tree.success) return [notOurs(owner)];
  if (tree.data.platform !== owner.platform) return [otherPlatform(tree.data.platform, owner.platform)];
  return options.changeSets === true ? [] : changedSets(tree.data.sets, owner.sets);
}

const headerSchema = z.looseObject({ apiVersion: z.string().startsWith('tenantry.dev/'), kind: z.literal(kind) });
const treeSchema = z.object({ platform: z.string(), sets: z.record(z.string(), z.int().positive()) });

const place = { file: ownershipFile };

function notOurs(owner: TreeOwner): Finding {
  return finding('tree/not-ours', {
    message: `the tree holds files, but no ${ownershipFile} that marks it as Tenantry’s`,
    hint: `use an empty folder or branch, or add ${ownershipFile} to this one: ${JSON.stringify({ apiVersion, kind, ...owner })}`,
    place,
  });
}

function newerFormat(version: string): Finding {
  return finding('tree/newer-format', {
    message: `the tree is of version ${version}, this Tenantry knows ${apiVersion}`,
    hint: 'update Tenantry',
    place,
  });
}

function otherPlatform(found: string, expected: string): Finding {
  return finding('tree/other-platform', {
    message: `the tree belongs to the platform ${found}, not to ${expected}`,
    hint: 'correct gitops or metadata.name in platform.yaml: each platform has a tree of its own',
    place,
  });
}

function changedSets(published: TreeOwner['sets'], wanted: TreeOwner['sets']): Finding[] {
  return Object.entries(wanted)
    .filter(([cluster, count]) => published[cluster] !== undefined && published[cluster] !== count)
    .map(([cluster, count]) =>
      finding('tree/sets-changed', {
        message: `cluster ${cluster} is published in ${published[cluster]} sets, platform.yaml says ${count}`,
        hint: 'put the old number back; another one moves tenants between ApplicationSets, and is a migration to be asked for',
        place,
      }),
    );
}
