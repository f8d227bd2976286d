// A diff as a document: groups of tenants with headings, sentences and field changes, once for the terminal and once in Markdown.
// Values come from strangers: in Markdown they stand in code spans, which nothing in them can leave.
import { counted } from '../../constructs/base/wording.js';
import type { FieldChange } from './compare-objects.js';
import type { ObjectDiff, TenantDiff } from './diff-tenant.js';
import type { DiffGroup } from './group-diffs.js';

export interface DiffReport {
  readonly groups: readonly DiffGroup[];
  /** How many tenants change, where not all groups are at hand. */
  readonly changing?: number;
  /** How many published or new tenants do not change. */
  readonly unchanged: number;
  /** What changes of that which Argo CD is given for all tenants; the ids are names of objects. */
  readonly shared?: readonly DiffGroup[];
  /** A sentence about each tenant that appears, by id. */
  readonly descriptions: ReadonlyMap<string, string>;
  /** A sentence about what each group costs, by the id of its example; absent where there are no prices. */
  readonly costs?: ReadonlyMap<string, string>;
  /** Tenants that cost otherwise and do not change, the most alike first. */
  readonly prices?: readonly PriceChange[];
}

export interface PriceChange {
  readonly ids: readonly string[];
  readonly sentence: string;
}

/** Lines for the terminal. */
export function diffText(report: DiffReport): string[] {
  const { groups, shared = [] } = report;
  return [
    headline(report),
    ...shared.flatMap((group) => ['', ...groupText(group, report, forAll)]),
    ...groups.flatMap((group) => ['', ...groupText(group, report)]),
    ...priceSentences(report).flatMap((sentence) => ['', sentence]),
  ];
}

/** A Markdown document: what happens in words, the fields folded below. */
export function diffMarkdown(report: DiffReport): string {
  const { groups, shared = [] } = report;
  return [
    headline(report),
    '',
    ...shared.flatMap((group) => groupMarkdown(group, report, forAll)),
    ...groups.flatMap((group) => groupMarkdown(group, report)),
    ...priceSentences(report, codeSpan).flatMap((sentence) => [sentence, '']),
  ].join('\n');
}

const forAll = 'for all tenants, ';

function headline(report: DiffReport): string {
  const { groups, unchanged, shared = [], prices = [] } = report;
  const changing = report.changing ?? sizeOf(groups);
  const objects = sizeOf(shared);
  return [
    changing === 0
      ? `nothing changes for ${counted(unchanged, 'tenant')}`
      : `${counted(changing, 'tenant')} ${verb(changing)}${alike(groups, changing)}`,
    changing === 0 || unchanged === 0 ? '' : `; nothing changes for the other ${unchanged}`,
    objects === 0 ? '' : `; ${counted(objects, 'object')} that Argo CD is given for all tenants ${verb(objects)}`,
    prices.length === 0 ? '' : `; ${counted(sizeOf(prices), 'tenant')} without a change will cost otherwise`,
  ].join('');
}

function sizeOf(groups: readonly { readonly ids: readonly string[] }[]): number {
  return groups.reduce((sum, { ids }) => sum + ids.length, 0);
}

function verb(count: number): string {
  return count === 1 ? 'changes' : 'change';
}

function alike([largest]: readonly DiffGroup[], changing: number): string {
  if (largest === undefined || largest.ids.length === 1) return '';
  const differing = changing - largest.ids.length;
  return differing === 0
    ? ', all alike (shown once)'
    : `: ${largest.ids.length} alike (shown once), ${differing} otherwise`;
}

/** More groups of prices than this help nobody: they are of tenants with sizes of their own. */
const mostPrices = 10;

function priceSentences({ prices = [] }: DiffReport, quote: Quote = asIs): string[] {
  const rest = sizeOf(prices.slice(mostPrices));
  return [
    ...prices.slice(0, mostPrices).map(({ ids, sentence }) => `new prices: ${namesOf(ids, quote)}: ${quote(sentence)}`),
    ...(rest === 0 ? [] : [`new prices: ${counted(rest, 'more tenant')}: \`tenantry cost --all\` lists them`]),
  ];
}

const verbs: Readonly<Record<TenantDiff['fate'], string>> = { added: 'new', changed: 'changes', removed: 'goes' };
const marks: Readonly<Record<ObjectDiff['fate'], string>> = { added: '+', changed: '~', removed: '-' };

function groupText(group: DiffGroup, report: DiffReport, whose = ''): string[] {
  return [
    `${whose}${title(group)}  [${group.example.risk}]`,
    ...description(group, report).map((line) => `  ${line}`),
    ...group.example.objects.flatMap(objectText),
  ];
}

function objectText(object: ObjectDiff): string[] {
  return [
    `  ${marks[object.fate]} ${object.kind} ${object.name}  [${object.risk}]`,
    ...object.fields.map((field) => `      ${fieldText(field)}`),
  ];
}

function groupMarkdown(group: DiffGroup, report: DiffReport, whose = ''): string[] {
  const objects = group.example.objects;
  return [
    `### ${whose}${title(group, codeSpan)}`,
    '',
    `**${group.example.risk}**${description(group, report)
      .map((line) => ` — ${codeSpan(line)}`)
      .join('')}`,
    '',
    `<details><summary>${counted(objects.length, 'object')}</summary>`,
    '',
    ...objects.flatMap((object) => [
      `- ${marks[object.fate]} ${codeSpan(`${object.kind} ${object.name}`)} (${object.risk})`,
      ...object.fields.map((field) => `  - ${codeSpan(fieldText(field))}`),
    ]),
    '',
    '</details>',
    '',
  ];
}

type Quote = (text: string) => string;
const asIs: Quote = (text) => text;

function title({ ids, example }: DiffGroup, quote = asIs): string {
  return `${verbs[example.fate]}: ${namesOf(ids, quote)}${ids.length > 1 ? `, shown for ${quote(example.id)}` : ''}`;
}

function namesOf(ids: readonly string[], quote: Quote): string {
  const rest = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
  return `${ids.slice(0, 5).map(quote).join(', ')}${rest}`;
}

function description({ example }: DiffGroup, { descriptions, costs }: DiffReport): string[] {
  const text = example.fate === 'added' ? descriptions.get(example.id) : undefined;
  return [text, costs?.get(example.id)].filter((each) => each !== undefined);
}

function fieldText(field: FieldChange): string {
  if (!('before' in field)) return `${field.path}: ${value(field.after)} appears`;
  if (!('after' in field)) return `${field.path}: ${value(field.before)} disappears`;
  return `${field.path}: ${value(field.before)} → ${value(field.after)}`;
}

/** On one line; longer values are cut: the whole one is in the JSON. */
const longest = 120;

function value(data: unknown): string {
  const text = typeof data === 'string' ? data.replaceAll(/\s+/g, ' ').trim() : JSON.stringify(data);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A span whose fence is longer than any run of backticks inside; white space becomes one space, what can not be seen is spelt out. */
export function codeSpan(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, spelt);
  if (flat.trim() === '') return '` `';
  const fence = '`'.repeat(Math.max(0, ...[...flat.matchAll(/`+/g)].map((run) => run[0].length)) + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

function spelt(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
