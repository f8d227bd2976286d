// Groups tenants that change alike: each tenant's own values are taken out of its diff, and equal diffs are shown once.
import { createHash } from 'node:crypto';
import { compareText } from '../../constructs/base/order.js';
import type { TenantDiff } from './diff-tenant.js';

/** What is a tenant's own in its manifests: its id, namespace, hosts, name, owner. */
export interface OwnValues {
  readonly id: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** Free texts, as display name and owner. */
  readonly texts: readonly string[];
}

export interface DiffGroup {
  /** Sorted. */
  readonly ids: readonly string[];
  /** The diff of the first of them, with its own values. */
  readonly example: TenantDiff;
}

/** Groups, the largest first. */
export function groupDiffs(
  diffs: readonly TenantDiff[],
  ownValues: (id: string) => OwnValues | undefined,
): DiffGroup[] {
  const groups = new Map<string, TenantDiff[]>();
  for (const diff of diffs) {
    const key = fingerprint(diff, ownValues(diff.id));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [diff]);
    else group.push(diff);
  }
  return [...groups.values()]
    .map(toGroup)
    .sort((a, b) => b.ids.length - a.ids.length || compareText(a.ids[0] ?? '', b.ids[0] ?? ''));
}

function toGroup(diffs: readonly TenantDiff[]): DiffGroup {
  const sorted = [...diffs].sort((a, b) => compareText(a.id, b.id));
  const [example] = sorted;
  if (example === undefined) throw new Error('a group without a diff');
  const objects = example.objects.map(({ text: _, ...object }) => object);
  return { ids: sorted.map((diff) => diff.id), example: { ...example, objects } };
}

function fingerprint({ id: _id, ...diff }: TenantDiff, own: OwnValues | undefined): string {
  const replacements = own === undefined ? [] : replacementsOf(own);
  const text = JSON.stringify(diff, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key === 'text') return own === undefined ? '' : withoutLayout(normalised(withoutDerived(value), replacements));
    return normalised(key === 'name' ? value.replace(digestAtTheEnd, '') : value, replacements);
  });
  return createHash('sha256').update(text).digest('hex');
}

const digestAtTheEnd = /-[0-9a-f]{10}$/;
/** Behind a name's own words only: that of an image tells versions apart. */
const digestOfName = /\b(name: "?[a-z0-9.-]+)-[0-9a-f]{10}(?![a-z0-9])/g;
/** Minute and, where there are six fields, second. */
const moment = /\b((?:schedule|cron): ")(?:\d+ )?\d+(?=(?: [^\s"]+){4}")/g;

/** What is computed from a tenant's own values says nothing beyond them: digests, and the moments over which backups are spread. */
function withoutDerived(manifest: string): string {
  return manifest.replace(digestOfName, '$1').replace(moment, '$1');
}

/** How long an id is decides what stands on one line between brackets: only the words in their order count. */
function withoutLayout(manifest: string): string {
  return manifest.replace(/(?:[\s{}[\],"]|(?<=\s)-(?=\s))+/g, ' ').trim();
}

interface Replacement {
  readonly word: string;
  readonly pattern: RegExp;
  readonly placeholder: string;
}

function replacementsOf({ id, namespace, hosts, texts }: OwnValues): Replacement[] {
  const words = [
    ...hosts.map((host, index) => [host, `‹host ${index}›`] as const),
    [namespace, '‹namespace›'] as const,
    [id, '‹id›'] as const,
  ];
  return [
    ...texts.map((word, index) => ({ word, pattern: new RegExp(escaped(word), 'g'), placeholder: `‹text ${index}›` })),
    ...words.map(([word, placeholder]) => ({
      word,
      placeholder,
      pattern: new RegExp(`(?<![A-Za-z0-9])${escaped(word)}(?![A-Za-z0-9])`, 'g'),
    })),
  ];
}

/** Most manifests hold few of the words: looking first is many times quicker than the pattern. */
function normalised(value: string, replacements: readonly Replacement[]): string {
  return replacements.reduce(
    (text, { word, pattern, placeholder }) => (text.includes(word) ? text.replace(pattern, placeholder) : text),
    value,
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
