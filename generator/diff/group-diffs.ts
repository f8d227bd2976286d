// Groups tenants that change alike: each tenant's own values are taken out of its diff, and equal diffs are shown once.
import { createHash } from 'node:crypto';
import { compareText } from '../published/compare.js';
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
  return { ids: sorted.map((diff) => diff.id), example };
}

function fingerprint({ id: _id, ...diff }: TenantDiff, own: OwnValues | undefined): string {
  const replacements = own === undefined ? [] : replacementsOf(own);
  const text = JSON.stringify(diff, (_, value: unknown) =>
    typeof value === 'string' ? normalised(value, replacements) : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

type Replacement = readonly [pattern: RegExp, placeholder: string];

function replacementsOf({ id, namespace, hosts, texts }: OwnValues): Replacement[] {
  const words = [
    ...hosts.map((host, index) => [host, `‹host ${index}›`] as const),
    [namespace, '‹namespace›'] as const,
    [id, '‹id›'] as const,
  ];
  return [
    ...texts.map((text, index): Replacement => [new RegExp(escaped(text), 'g'), `‹text ${index}›`]),
    ...words.map(
      ([word, placeholder]): Replacement => [
        new RegExp(`(?<![A-Za-z0-9])${escaped(word)}(?![A-Za-z0-9])`, 'g'),
        placeholder,
      ],
    ),
  ];
}

function normalised(value: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((text, [pattern, placeholder]) => text.replace(pattern, placeholder), value);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
