// What the policy in platform.yaml names: a team, blueprint, tier, region or ring that does not exist would permit nobody, or nothing, in silence.
import { type Finding, finding } from '../finding/finding.js';
import { didYouMean } from './did-you-mean.js';
import type { BlueprintSource } from './schema/blueprint.js';
import type { PlatformSource } from './schema/platform.js';
import type { PolicyRule } from './schema/policy.js';
import type { SourcePath } from './source-document.js';
import type { Loaded } from './sources.js';

/** A finding for each unknown word; tiers are looked at only where every blueprint could be read. */
export function policyFindings(
  platform: Loaded<PlatformSource>,
  blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>,
  blueprintNames: ReadonlySet<string>,
): Finding[] {
  const known = knownWords(platform, blueprints, blueprintNames);
  const rules = platform.data.spec.policy?.rules ?? [];
  return rules
    .flatMap((rule, index) => wordsOf(rule).map((named) => ({ ...named, path: ['rules', index, ...named.path] })))
    .filter(({ kind, word }) => known[kind]?.includes(word) === false)
    .map(({ kind, word, path }) =>
      finding('load/unknown-in-policy', {
        message: `the policy names a ${kind} ${word} that does not exist`,
        hint: didYouMean(word, known[kind] ?? []) ?? `add the ${kind} first`,
        place: platform.document.place(['spec', 'policy', ...path]),
      }),
    );
}

type WordKind = 'team' | 'blueprint' | 'tier' | 'region' | 'ring';

/** Undefined for a kind of which not everything is known. */
type KnownWords = Readonly<Record<WordKind, readonly string[] | undefined>>;

interface NamedWord {
  readonly kind: WordKind;
  readonly word: string;
  /** Below the rule. */
  readonly path: SourcePath;
}

function knownWords(
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

function wordsOf({ who, where, approvals }: PolicyRule): NamedWord[] {
  const listed = (kind: WordKind, words: readonly string[] | undefined, path: SourcePath): NamedWord[] =>
    (words ?? []).map((word, index) => ({ kind, word, path: [...path, index] }));
  return [
    ...(who === 'anyone' ? [] : listed('team', who.teams, ['who', 'teams'])),
    ...listed('blueprint', where?.blueprints, ['where', 'blueprints']),
    ...listed('tier', where?.tiers, ['where', 'tiers']),
    ...listed('region', where?.regions, ['where', 'regions']),
    ...listed('ring', where?.rings, ['where', 'rings']),
    ...listed('team', approvals?.by.teams, ['approvals', 'by', 'teams']),
  ];
}
