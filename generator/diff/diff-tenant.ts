// What changes in one tenant between two versions of its files, or in what all tenants share: object by object, field by field, each
// with its risk.

import { basename } from 'node:path/posix';
import { type Kind, kindKey, type Risk, risks } from '../../constructs/base/kind.js';
import { compareText } from '../../constructs/base/order.js';
import { type KindName, kindOf } from '../../constructs/kinds.js';
import { ownershipFile } from '../tree/layout.js';
import { tryParseJson } from '../tree/published-tenant.js';
import { type FieldChange, TextComparison } from './compare-objects.js';

export type Fate = 'added' | 'changed' | 'removed';

export interface ObjectDiff {
  readonly kind: string;
  /** Without the digest that the name of a Job or of a size's quota carries. */
  readonly name: string;
  readonly fate: Fate;
  /** Empty for an object that appears or disappears. */
  readonly fields: readonly FieldChange[];
  readonly risk: Risk;
  /** The manifest of an object that appears or disappears, by which tenants are grouped; no answer shows it. */
  readonly text?: string;
}

export interface TenantDiff {
  readonly id: string;
  readonly fate: Fate;
  readonly objects: readonly ObjectDiff[];
  readonly risk: Risk;
}

/** Texts of a tenant's files, by path; what is JSON ends in `.json`. */
export type TenantFiles = ReadonlyMap<string, string>;

/** The difference; undefined where there is none. Tenants that are compared with the same comparison share its memory. */
export function diffTenant(
  id: string,
  before: TenantFiles,
  after: TenantFiles,
  comparison = new TextComparison(),
): TenantDiff | undefined {
  const compareFields: CompareFields = (old, next) => comparison.compare(id, old, next);
  const paths = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort(compareText);
  const objects = paths
    .flatMap((path) => diffFile(path, before.get(path) ?? '', after.get(path) ?? '', compareFields))
    .sort(compareObjectDiffs);
  if (objects.length === 0) return undefined;
  const fate = before.size === 0 ? 'added' : after.size === 0 ? 'removed' : 'changed';
  return { id, fate, objects, risk: gravest(objects.map((object) => object.risk)) };
}

type CompareFields = (before: string, after: string) => readonly FieldChange[];

function diffFile(path: string, before: string, after: string, compareFields: CompareFields): ObjectDiff[] {
  const [old, next] = [documentsOf(path, before), documentsOf(path, after)];
  const keys = [...new Set([...old.keys(), ...next.keys()])];
  return keys.flatMap((key) => diffObject(key, old.get(key), next.get(key), compareFields) ?? []);
}

function documentsOf(path: string, text: string): ReadonlyMap<string, string> {
  if (!path.endsWith('.json')) return byIdentity(splitDocuments(text));
  return text === '' ? new Map() : jsonDocument(path, text);
}

/** Names without the digests that some kinds' names end in: a new digest is the same object, which runs or applies again. */
function byIdentity(documents: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...documents].map(([head, text]) => {
      const { name, ...kind } = identityOf(head, text);
      const bare = name.replace(digestAtTheEnd, '');
      return [bare !== name && kindOf(kind)?.namedByDigest?.test(bare) === true ? `${kind.kind}/${bare}` : head, text];
    }),
  );
}

const digestAtTheEnd = /-[0-9a-f]{10}$/;

/** @param key `<kind>/<name>` */
function identityOf(key: string, text: string): KindName & { readonly name: string } {
  const [kind, name] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
  const apiVersion = /^apiVersion: (\S+)$/m.exec(text)?.[1] ?? '';
  return { group: kindKey({ apiVersion, kind }).slice(0, -1 - kind.length), kind, name };
}

function diffObject(
  key: string,
  before: string | undefined,
  after: string | undefined,
  compareFields: CompareFields,
): ObjectDiff | undefined {
  if (before === after) return undefined;
  const { group, kind, name } = identityOf(key, after ?? before ?? '');
  // What changes with others only tells people nothing that those do not.
  if (kindOf({ group, kind })?.followsOthers?.test(name) === true) return undefined;
  if (before === undefined) return { kind, name, fate: 'added', fields: [], risk: 'creates', text: after ?? '' };
  if (after === undefined)
    return { kind, name, fate: 'removed', fields: [], risk: riskOfDisappearance({ group, kind }), text: before };
  const fields = compareFields(before, after).filter((field) => field.path !== 'metadata.name');
  if (fields.length === 0) return undefined;
  const risk = gravest(fields.map((field) => riskOfField({ group, kind }, field)));
  return { kind, name, fate: 'changed', fields, risk };
}

function compareObjectDiffs(a: ObjectDiff, b: ObjectDiff): number {
  return compareText(a.kind, b.kind) || compareText(a.name, b.name);
}

/** What follows from a tenant's manifests, which tell it themselves: their digest, and sizes that later runs look up. */
const repeated: ReadonlySet<string> = new Set(['digest', 'retriedAt', 'storage', 'volumes', 'server']);

/** By `<kind>/<name>`, as splitDocuments gives them; what does not parse is shown as it is. */
function jsonDocument(path: string, text: string): Map<string, string> {
  const data = tryParseJson(text);
  const said =
    typeof data !== 'object' || data === null
      ? text
      : JSON.stringify(Object.fromEntries(Object.entries(data).filter(([field]) => !repeated.has(field))));
  return new Map([[path === ownershipFile ? `Tree/${path}` : `IndexEntry/${basename(path, '.json')}`, said]]);
}

/** Texts of the documents by `<kind>/<name>`; what has no such head is kept under its position. */
export function splitDocuments(text: string): Map<string, string> {
  const documents = text.split(/^---$/m).filter((document) => document.trim() !== '');
  return new Map(documents.map((document, index) => [headOf(document) ?? `#${index}`, document]));
}

/** Kind and name as Tenantry writes them: at the start of a line, and first of the metadata, be they between brackets or open. */
function headOf(document: string): string | undefined {
  const kind = /^kind: (\S+)$/m.exec(document)?.[1];
  const name = (inBrackets.exec(document) ?? inLines.exec(document))?.[1];
  return kind === undefined || name === undefined ? undefined : `${kind}/${unquoted(name)}`;
}

const inBrackets = /^metadata: \{name: ([^\s,}]+)[,}]/m;
/** As trees of earlier versions have it too: the name is behind what the alphabet puts before it. */
const inLines = /^metadata:\n(?: .*\n)*? {2}name: (\S+)$/m;

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}

/** What its disappearance does. */
function riskOfDisappearance(kind: KindName): Risk {
  return kindOf(kind)?.disappears ?? 'deletes';
}

type Risks = NonNullable<Kind['risks']>;

// What a tenant has stays where it was, and is made again, empty, where Argo CD now looks.
const moves = { path: /^spec\.(?:template\.spec\.)?destination\b/, does: 'moves data' } as const;
const pruning = {
  path: /^spec\.(?:template\.spec\.)?syncPolicy\.automated\.(?:prune|allowEmpty)$/,
  does: 'deletes',
} as const;

/** Of what Argo CD is given beside tenants' objects, by kind. */
const argoCdRisks: ReadonlyMap<string, Risks> = new Map<string, Risks>([
  ['IndexEntry', [{ path: /^(?:tenant|namespace|folder|cluster)$/, does: 'moves data' }]],
  ['Application', [moves, pruning]],
  // Its policy keeps tenants alive that are absent by mistake.
  ['ApplicationSet', [moves, { path: /^spec\.syncPolicy\b/, does: 'deletes' }, pruning]],
]);

/** The gravest thing that one field's change does. */
function riskOfField(kind: KindName, { path }: FieldChange): Risk {
  const known = kindOf(kind)?.risks ?? argoCdRisks.get(kind.kind) ?? [];
  return known.find((risk) => risk.path.test(path))?.does ?? 'reconfigures';
}

/** The gravest of some risks. */
function gravest(some: readonly Risk[]): Risk {
  return risks.find((risk) => some.includes(risk)) ?? 'reconfigures';
}
