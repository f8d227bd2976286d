// What policies name, the one in platform.yaml and those of policies/: a team, blueprint, tier, region or ring that does not exist would
// permit nobody, or be asked of nothing, in silence.

import { type Finding, finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, SourceDocument, SourcePath } from '../../constructs/base/sources.js';
import { didYouMean } from '../../constructs/base/wording.js';

import type { ObjectPolicySource } from './schema/object-policy.js';
import type { PermissionRule, PermissionScope } from './schema/permissions.js';
import type { PlatformSource } from './schema/platform.js';

/** A finding for each unknown word of the permissions in platform.yaml. */
export function permissionFindings({ data, document }: Loaded<PlatformSource>, known: KnownWords): Finding[] {
  const rules = data.spec.policy?.rules ?? [];
  const words = rules.flatMap((rule, index) =>
    wordsOf(rule).map((named) => ({ ...named, path: ['spec', 'policy', 'rules', index, ...named.path] })),
  );
  return unknownWords(words, known, document);
}

/** A finding for each unknown word of the policies in policies/; of a tenant only the id must exist. */
export function objectPolicyFindings(
  policies: ReadonlyMap<string, Loaded<ObjectPolicySource>>,
  known: KnownWords,
  ids: ReadonlySet<string>,
): Finding[] {
  return [...policies.values()].flatMap(({ data, document }) => {
    const { ids: named, ...scope } = data.spec.tenants ?? {};
    const path = ['spec', 'tenants'];
    const words = [...scopeWords(scope, path), ...listed('tenant', named, [...path, 'ids'])];
    return unknownWords(words, { ...known, tenant: [...ids] }, document);
  });
}

type WordKind = 'team' | 'blueprint' | 'tier' | 'region' | 'ring' | 'tenant';

/** Undefined for a kind of which not everything is known. */
export type KnownWords = Readonly<Partial<Record<WordKind, readonly string[] | undefined>>>;

function unknownWords(words: readonly NamedWord[], known: KnownWords, document: SourceDocument): Finding[] {
  return words
    .filter(({ kind, word }) => known[kind]?.includes(word) === false)
    .map(({ kind, word, path }) =>
      finding('load/unknown-in-policy', {
        message: `the policy names a ${kind} ${word} that does not exist`,
        hint: didYouMean(word, known[kind] ?? []) ?? `add the ${kind} first`,
        place: document.place(path),
      }),
    );
}

interface NamedWord {
  readonly kind: WordKind;
  readonly word: string;
  /** In its document. */
  readonly path: SourcePath;
}

/** Every word that policies may name; tiers are looked at only where every blueprint could be read. */
export function knownWords(
  { data: { spec } }: Loaded<PlatformSource>,
  blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>,
  blueprintNames: ReadonlySet<string>,
): KnownWords {
  const readable = [...blueprintNames].every((name) => blueprints.has(name));
  return {
    team: Object.keys(spec.policy?.teams ?? {}),
    blueprint: [...blueprintNames],
    tier: readable ? [...blueprints.values()].flatMap(({ data }) => Object.keys(data.spec.tiers)) : undefined,
    region: Object.values(spec.clusters).map(({ region }) => region),
    ring: spec.rings.map(({ name }) => name),
  };
}

function wordsOf({ who, where, approvals }: PermissionRule): NamedWord[] {
  return [
    ...(who === 'anyone' ? [] : listed('team', who.teams, ['who', 'teams'])),
    ...scopeWords(where ?? {}, ['where']),
    ...listed('team', approvals?.by.teams, ['approvals', 'by', 'teams']),
  ];
}

function scopeWords({ blueprints, tiers, regions, rings }: PermissionScope, path: SourcePath): NamedWord[] {
  return [
    ...listed('blueprint', blueprints, [...path, 'blueprints']),
    ...listed('tier', tiers, [...path, 'tiers']),
    ...listed('region', regions, [...path, 'regions']),
    ...listed('ring', rings, [...path, 'rings']),
  ];
}

function listed(kind: WordKind, words: readonly string[] = [], path: SourcePath): NamedWord[] {
  return words.map((word, index) => ({ kind, word, path: [...path, index] }));
}
