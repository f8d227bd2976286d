// Small collections on one line, as `{cpu: 100m, memory: 128Mi}`: a tenant's manifests are read by people, and a line for each
// bracket is twice the lines. Used by yaml-text.ts.
import { flowScalarText } from './yaml-scalar.js';

/** Collections inside collections on one line. */
const deepest = 3;

/**
 * A filled collection in flow style; a list of collections never is.
 * @returns undefined for a scalar, and where it is too wide for `room`, too deep or has a text of several lines
 */
export function flowText(value: unknown, room: number): string | undefined {
  if (typeof value !== 'object' || value === null || leastWidth(value, room, deepest) >= room) return undefined;
  const text = memberText(value);
  return text.length > 2 && text.length <= room ? text : undefined;
}

export function isFilledArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

export function isFilledObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) if ((value as Readonly<Record<string, unknown>>)[key] !== undefined) return true;
  return false;
}

/** What the value takes at least, quotes left out; `tooWide` as soon as it is wider than `room`. Most collections are, and cost no text. */
function leastWidth(value: unknown, room: number, levels: number): number {
  if (typeof value === 'string') return value.includes('\n') ? tooWide : value.length;
  if (typeof value !== 'object' || value === null) return 1;
  if (levels === 0) return tooWide;
  return Array.isArray(value) ? sequenceWidth(value, room) : mappingWidth(value as Fields, room, levels - 1);
}

const tooWide = Number.POSITIVE_INFINITY;
type Fields = Readonly<Record<string, unknown>>;

function sequenceWidth(items: readonly unknown[], room: number): number {
  let width = 0;
  for (const item of items) {
    width += isFilledArray(item) || isFilledObject(item) ? tooWide : leastWidth(item, room, 1) + separator;
    if (width > room) return tooWide;
  }
  return width;
}

function mappingWidth(object: Fields, room: number, levels: number): number {
  let width = 0;
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    width += key.length + separator;
    if (width > room) return tooWide;
    width += leastWidth(value, room - width, levels) + separator;
    if (width > room) return tooWide;
  }
  return width;
}

/** A comma and a blank, or a colon and a blank. */
const separator = 2;

function memberText(value: unknown): string {
  if (isFilledArray(value)) return `[${value.map(memberText).join(', ')}]`;
  if (isFilledObject(value)) return mappingText(value);
  return flowScalarText(value);
}

function mappingText(object: Fields): string {
  let text = '';
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${text === '' ? '' : ', '}${flowScalarText(key)}: ${memberText(value)}`;
  }
  return `{${text}}`;
}
