// How a rule of what a tenant’s file says makes its findings: words that another file must know, and limits that it must keep.

import { type Finding, finding, type Place } from './finding.js';
import type { FindingCode } from './finding-codes.js';
import type {
  BlueprintSource,
  ClusterSource,
  Loaded,
  SourceDocument,
  SourcePath,
  TenantSource,
  TierSource,
} from './sources.js';
import { didYouMean } from './wording.js';

/** What a tenant's file says of a part of its blueprint. */
export type TenantRule = (tenant: Loaded<TenantSource>, blueprint: Loaded<BlueprintSource>) => Finding[];

/** A part that a tenant's file asks for and that its blueprint has not. `what`: as `sample data`. */
export function missingPart({ data, document }: Loaded<TenantSource>, what: string, path: SourcePath): Finding {
  return finding('plan/unknown-product-part', {
    message: `the blueprint ${data.spec.blueprint} has no ${what}`,
    hint: 'remove the line',
    place: document.place(['spec', ...path], 'key'),
  });
}

/** Services and jobs that a tenant's file names by the keys of a record at a path below `spec`. */
export function unknownWorkloads(
  { data, document }: Loaded<TenantSource>,
  blueprint: Loaded<BlueprintSource>,
  record: object | undefined,
  path: SourcePath,
  known: readonly string[],
): Finding[] {
  return unknownWords(document, {
    code: 'load/unknown-service',
    words: keysOf(record, path),
    known,
    message: `the blueprint ${data.spec.blueprint} has nothing called`,
    related: () => blueprint.document.place(['spec', 'services'], 'key'),
  });
}

/** The keys of a record at a path below `spec`, as words. */
export function keysOf(record: object | undefined, path: SourcePath): WordCheck['words'] {
  return Object.keys(record ?? {}).map((word) => ({ word, path: ['spec', ...path, word], part: 'key' }));
}

/** Words of a file that must be names of another. */
export interface WordCheck {
  readonly code: FindingCode;
  readonly words: readonly { readonly word: string; readonly path: SourcePath; readonly part?: 'key' | 'value' }[];
  readonly known: readonly string[];
  /** The word follows it. */
  readonly message: string;
  /** Asked for only where a word is unknown: a place costs a parse of its file. */
  readonly related: () => Place;
}

/** A finding for each word that is not known. */
export function unknownWords(document: SourceDocument, { code, words, known, message, related }: WordCheck): Finding[] {
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

/** `Platform`: as much of platform.yaml as a limit asks for. */
export interface Limits<Platform = PlatformFields> {
  readonly tenant: Loaded<TenantSource>;
  readonly blueprint: Loaded<BlueprintSource>;
  readonly tier: TierSource;
  readonly platform: Platform;
}

export interface PlatformFields {
  readonly clusters: Readonly<Record<string, ClusterSource>>;
}

export interface LimitDetails {
  readonly message: string;
  readonly hint: string;
  /** @default 'value' */
  readonly part?: 'key' | 'value';
  /** The line of another file that the tenant's disagrees with. */
  readonly related?: Place;
}

/** A finding at a path of the tenant's file. */
export function limitFinding(
  { data, document }: Loaded<TenantSource>,
  code: FindingCode,
  path: SourcePath,
  { part = 'value', ...details }: LimitDetails,
): Finding {
  return finding(code, { ...details, place: document.place(path, part), tenant: data.metadata.name });
}
