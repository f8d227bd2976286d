// A diff as a document: groups of tenants with headings, sentences and field changes, once for the terminal and once in Markdown.
// Values come from strangers: in Markdown they stand in code spans, which nothing in them can leave.
import { codeSpan as code } from './code-span.js';
import type { FieldChange } from './compare-objects.js';
import type { ObjectDiff, TenantDiff } from './diff-tenant.js';
import type { DiffGroup } from './group-diffs.js';

export interface DiffReport {
  readonly groups: readonly DiffGroup[];
  /** How many published or new tenants do not change. */
  readonly unchanged: number;
  /** A sentence about each tenant that appears, by id. */
  readonly descriptions: ReadonlyMap<string, string>;
  /** A sentence about what each group costs, by the id of its example; absent where there are no prices. */
  readonly costs?: ReadonlyMap<string, string>;
}

/** Lines for the terminal. */
export function diffText(report: DiffReport): string[] {
  return [headline(report), ...report.groups.flatMap((group) => ['', ...groupText(group, report)])];
}

/** A Markdown document: what happens in words, the fields folded below. */
export function diffMarkdown(report: DiffReport): string {
  return [headline(report), '', ...report.groups.flatMap((group) => groupMarkdown(group, report))].join('\n');
}

function headline({ groups, unchanged }: DiffReport): string {
  const changing = groups.reduce((sum, group) => sum + group.ids.length, 0);
  if (changing === 0) return `nothing changes for ${counted(unchanged, 'tenant')}`;
  const rest = unchanged === 0 ? '' : `; nothing changes for the other ${unchanged}`;
  return `${counted(changing, 'tenant')} ${changing === 1 ? 'changes' : 'change'}${alike(groups)}${rest}`;
}

function alike(groups: readonly DiffGroup[]): string {
  const [largest, ...others] = groups;
  if (largest === undefined || largest.ids.length === 1) return '';
  const differing = others.reduce((sum, group) => sum + group.ids.length, 0);
  return differing === 0
    ? ', all alike (shown once)'
    : `: ${largest.ids.length} alike (shown once), ${differing} otherwise`;
}

const verbs: Readonly<Record<TenantDiff['fate'], string>> = { added: 'new', changed: 'changes', removed: 'goes' };
const marks: Readonly<Record<ObjectDiff['fate'], string>> = { added: '+', changed: '~', removed: '-' };

function groupText(group: DiffGroup, report: DiffReport): string[] {
  return [
    `${title(group)}  [${group.example.risk}]`,
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

function groupMarkdown(group: DiffGroup, report: DiffReport): string[] {
  const objects = group.example.objects;
  return [
    `### ${title(group, code)}`,
    '',
    `**${group.example.risk}**${description(group, report)
      .map((line) => ` — ${code(line)}`)
      .join('')}`,
    '',
    `<details><summary>${counted(objects.length, 'object')}</summary>`,
    '',
    ...objects.flatMap((object) => [
      `- ${marks[object.fate]} ${code(`${object.kind} ${object.name}`)} (${object.risk})`,
      ...object.fields.map((field) => `  - ${code(fieldText(field))}`),
    ]),
    '',
    '</details>',
    '',
  ];
}

function title({ ids, example }: DiffGroup, quote: (text: string) => string = (text) => text): string {
  const named = ids.slice(0, 5).map(quote).join(', ');
  const rest = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
  return `${verbs[example.fate]}: ${named}${rest}${ids.length > 1 ? `, shown for ${quote(example.id)}` : ''}`;
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

/** Longer values are cut: the whole one is in the JSON. */
const longest = 120;

function value(data: unknown): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
