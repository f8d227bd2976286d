// Collections between brackets, on one line or over a few, as `{cpu: 100m, memory: 128Mi}`: a tenant's manifests are read by
// people, and a line for each bracket is more lines than anybody reads. Used by yaml-text.ts.
import { type Fields, inlineText, isCollection, isFilledArray, isFilledObject } from './yaml-inline.js';
import { FlowRows } from './yaml-rows.js';

/** Columns that a line may reach. */
export const width = 160;
/** Lines that one collection may take; what needs more is easier to read when it is open. */
const mostRows = 5;
/** Columns of several collections beside each other, as two ports; wider ones, as the variables of a container, have a line each. */
const narrowList = 60;

/**
 * A filled collection between brackets: on one line, or over a few that are broken behind the commas of the outermost brackets.
 * @param used columns of the first line that are taken
 * @param indent of the lines that follow
 * @param line columns that it may reach on one line. @default the width of every line
 * @returns undefined for a scalar, and where it needs too many lines or holds what stands alone
 */
export function flowText(value: unknown, used: number, indent: string, line = width): string | undefined {
  if (!isFilledArray(value) && !isFilledObject(value)) return undefined;
  const least = leastWidth(value, mostRows * width);
  if (least === tooWide) return undefined;
  if (used + least <= line) {
    const text = inlineText(value);
    if (used + text.length <= line) return text;
  }
  return new FlowRows(width, mostRows, used).textOf(value, indent);
}

const tooWide = Number.POSITIVE_INFINITY;
/** A comma and a blank, or a colon and a blank. */
const separator = 2;

/** What the value takes at least, quotes left out; `tooWide` as soon as it is wider than `room`: what is large costs no text. */
function leastWidth(value: unknown, room: number): number {
  if (typeof value === 'string') return value.length > room || standsAlone.test(value) ? tooWide : value.length;
  if (!isCollection(value)) return 1;
  return Array.isArray(value) ? sequenceWidth(value, room) : mappingWidth(value as Fields, room);
}

/** Several lines, or a text that would be full of escapes between brackets, as an expression with quotes. */
const standsAlone = /["\\\n]/;

function sequenceWidth(items: readonly unknown[], room: number): number {
  const most = items.length > 1 && items.some(isCollection) ? Math.min(room, narrowList) : room;
  let least = separator;
  for (const item of items) {
    least += leastWidth(item, most - least);
    if (least > most) return tooWide;
    least += separator;
  }
  return least - separator;
}

function mappingWidth(object: Fields, room: number): number {
  let least = separator;
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    least += key.length + separator;
    if (least > room) return tooWide;
    least += leastWidth(value, room - least);
    if (least > room) return tooWide;
    least += separator;
  }
  return least - separator;
}
