// What a tenant file says of other files: its blueprint, tier, region, services. Each finding names both places.

import { didYouMean } from '../../constructs/base/did-you-mean.js';
import { type Finding, finding, type Place } from '../../constructs/base/finding.js';
import type { FindingCode } from '../../constructs/base/finding-codes.js';
import type {
  BlueprintSource,
  BlueprintSpec,
  Loaded,
  SourceDocument,
  SourcePath,
  TenantSource,
} from '../../constructs/base/sources.js';

import type { PlatformSource } from './schema/platform.js';

export interface Neighbours {
  readonly platform: Loaded<PlatformSource>;
  readonly blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>;
  /** Names of all blueprint files: a broken one speaks for itself, once, and not through each of its tenants. */
  readonly blueprintNames: ReadonlySet<string>;
}

/** Findings about one tenant's references; the tenant's own fields are valid already. */
export function tenantFindings(tenant: Loaded<TenantSource>, neighbours: Neighbours): Finding[] {
  const { platform, blueprints, blueprintNames } = neighbours;
  const { spec } = tenant.data;
  const blueprint = blueprints.get(spec.blueprint);
  return [
    ...unknownWords(tenant.document, {
      code: 'load/unknown-region',
      words: [{ word: spec.region, path: ['spec', 'region'] }],
      known: Object.values(platform.data.spec.clusters).map((cluster) => cluster.region),
      message: 'no cluster of platform.yaml serves the region',
      related: () => platform.document.place(['spec', 'clusters'], 'key'),
    }),
    ...unknownWords(tenant.document, {
      code: 'load/unknown-blueprint',
      words: [{ word: spec.blueprint, path: ['spec', 'blueprint'] }],
      known: [...blueprintNames],
      message: 'there is no blueprint called',
      related: () => ({ file: 'blueprints' }),
    }),
    ...(blueprint === undefined ? [] : blueprintReferences(tenant, blueprint)),
  ];
}

function blueprintReferences(tenant: Loaded<TenantSource>, blueprint: Loaded<BlueprintSource>): Finding[] {
  const { spec } = tenant.data;
  const { services, jobs, tiers, volumes } = blueprint.data.spec;
  const named = (path: SourcePath, record: object | undefined, known: readonly string[]): WordCheck => ({
    code: 'load/unknown-service',
    words: Object.keys(record ?? {}).map((word) => ({ word, path: [...path, word], part: 'key' })),
    known,
    message: `the blueprint ${spec.blueprint} has nothing called`,
    related: () => blueprint.document.place(['spec', 'services'], 'key'),
  });
  const tier: WordCheck = {
    code: 'load/unknown-tier',
    words: [{ word: spec.tier, path: ['spec', 'tier'] }],
    known: Object.keys(tiers),
    message: `the blueprint ${spec.blueprint} has no tier`,
    related: () => blueprint.document.place(['spec', 'tiers'], 'key'),
  };
  const checks = [
    tier,
    named(['spec', 'env'], spec.env, [...Object.keys(services), ...Object.keys(jobs)]),
    named(['spec', 'overrides', 'services'], spec.overrides?.services, Object.keys(services)),
    { ...named(['spec', 'overrides', 'volumes'], spec.overrides?.volumes, Object.keys(volumes)), ...ofVolume },
  ];
  return [
    ...checks.flatMap((check) => unknownWords(tenant.document, check)),
    ...missingParts(tenant, blueprint.data.spec),
  ];
}

const ofVolume = { code: 'load/unknown-volume', message: 'the blueprint has no volume called' } as const;

function missingParts({ data, document }: Loaded<TenantSource>, product: BlueprintSpec): Finding[] {
  const { spec } = data;
  const hasSamples = Object.values(product.jobs).some((job) => job.when === 'sample-data');
  const absent = [
    ...(spec.overrides?.database !== undefined && product.database === undefined
      ? [{ what: 'database to override', path: ['spec', 'overrides', 'database'] }]
      : []),
    ...(spec.sampleData && !hasSamples ? [{ what: 'sample data', path: ['spec', 'sampleData'] }] : []),
  ];
  return absent.map(({ what, path }) =>
    finding('plan/unknown-product-part', {
      message: `the blueprint ${spec.blueprint} has no ${what}`,
      hint: 'remove the line',
      place: document.place(path, 'key'),
    }),
  );
}

interface WordCheck {
  readonly code: FindingCode;
  readonly words: readonly { readonly word: string; readonly path: SourcePath; readonly part?: 'key' | 'value' }[];
  readonly known: readonly string[];
  /** The word follows it. */
  readonly message: string;
  /** Asked for only where a word is unknown: a place costs a parse of its file. */
  readonly related: () => Place;
}

function unknownWords(document: SourceDocument, { code, words, known, message, related }: WordCheck): Finding[] {
  return words
    .filter(({ word }) => !known.includes(word))
    .map(({ word, path, part }) =>
      finding(code, {
        message: `${message} ${word}`,
        hint: didYouMean(word, known) ?? 'there is none yet: add one first',
        place: document.place(path, part),
        related: related(),
      }),
    );
}
