// Edits and checks the file of a tenant as text. An edit sets one field in one line; every other byte stays, comments too.

import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isNode, isScalar, type Node, type Pair, parse, parseDocument } from 'yaml';
import type { Finding } from '../constructs/base/finding.js';
import type { TenantPlan } from '../constructs/base/tenant-plan.js';
import type { SourceTexts } from '../generator/read/read-sources.js';
import type { PublishedTenants } from '../generator/tree/published-tenant.js';
import type { Tombstones } from '../generator/tree/tombstone.js';
import { openTexts } from './open-platform.js';

export interface Verdict {
  readonly accepted: boolean;
  /** What concerns the tenant; where it is refused, also what is wrong with the platform. */
  readonly findings: readonly Finding[];
  /** What it will be; absent where it can not be planned. */
  readonly plan?: TenantPlan;
}

/** Checks `tenants/<id>.yaml` with this text, whether it is there or new, by the platform's policies too. */
export async function checkTenantText(
  { id, text }: { readonly id: string; readonly text: string },
  texts: SourceTexts,
  published: PublishedTenants,
  removed: Tombstones,
): Promise<Verdict> {
  const file = { file: `tenants/${id}.yaml`, text, findings: [] };
  const others = texts.tenants.filter((each) => each.file !== file.file);
  const { renderer, ...opened } = await openTexts({ ...texts, tenants: [...others, file] }, { policies: true });
  if (renderer === undefined) return { accepted: false, findings: opened.findings };
  const output = renderer.render(published, undefined, removed);
  const accepted = !output.failing.has(id);
  const findings = [...opened.findings, ...output.findings].filter(
    ({ tenant }) => tenant === id || (tenant === undefined && !accepted),
  );
  const plan = renderer.plans.get(id);
  return { accepted, findings, plan };
}

interface TenantField {
  readonly key: string;
  /** As one line of YAML. */
  readonly value: string;
  /** The field that a new line comes after; default: the last one. */
  readonly after?: string;
}

/** Takes the text of a file that loads without errors. */
export function withTenantField(text: string, field: TenantField): string {
  const document = parseDocument(text);
  const edited = edit(document, text, field);
  document.setIn(['spec', field.key], document.createNode(parse(field.value)));
  if (edited !== undefined && holds(edited, document.toJS())) return edited;
  // Laid out so unusually that a line can not just be put in: the same data and comments, in yaml's own layout.
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function edit(document: Document, text: string, field: TenantField): string | undefined {
  const spec = document.get('spec', true);
  if (!isMap(spec)) return undefined;
  const pairOf = (key: string) => spec.items.find((item) => isScalar(item.key) && item.key.value === key);
  const now = pairOf(field.key);
  if (now !== undefined) return replaced(text, now, field.value);
  const line = `${field.key}: ${field.value}`;
  const place = placeOf(text, field.after === undefined ? spec.items.at(-1) : pairOf(field.after));
  if (place === undefined) return undefined;
  if (spec.flow) return splice(text, place.end, place.end, `, ${line}`);
  const indent = indentAt(text, place.start);
  return indent.trim() === '' ? insertLine(text, place.end, indent + line) : undefined;
}

/** A word is changed where it stands; what has lines of its own goes, and the new value is beside its key. */
function replaced(text: string, pair: Pair<unknown, unknown>, value: string): string | undefined {
  const place = placeOf(text, pair);
  const node = pair.value;
  if (place === undefined || !isNode(node) || !node.range) return undefined;
  if (isScalar(node)) return splice(text, node.range[0], place.end, value);
  const colon = text.indexOf(':', place.keyEnd);
  return splice(text, colon + 1, place.end, ` ${value}`);
}

interface PairPlace {
  readonly start: number;
  readonly keyEnd: number;
  readonly end: number;
}

function placeOf(text: string, pair: Pair<unknown, unknown> | undefined): PairPlace | undefined {
  const [key, value] = [rangeOf(pair?.key), rangeOf(pair?.value)];
  if (key === undefined || value === undefined) return undefined;
  // The end of a block is that of its last line, with what follows up to the next field.
  const end = value[0] + text.slice(value[0], value[1]).trimEnd().length;
  return { start: key[0], keyEnd: key[1], end };
}

function rangeOf(node: unknown): NonNullable<Node['range']> | undefined {
  return isNode(node) ? (node.range ?? undefined) : undefined;
}

function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** After the line that an offset is in, with the ends of line that the file has. */
function insertLine(text: string, offset: number, line: string): string {
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(offset)) ?? [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return splice(text, offset + rest.length, offset + rest.length, `${newline}${line}`);
}

/** All that stands before it in its line. */
function indentAt(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

function holds(text: string, data: unknown): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), data);
}
