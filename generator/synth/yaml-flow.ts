// Collections between brackets, on one line or over a few, as `{cpu: 100m, memory: 128Mi}`: a tenant's manifests are read by
// people, and a line for each bracket is more lines than anybody reads. Used by yaml-text.ts.
import { type Fields, inlineText, isCollection, isFilledArray, isFilledObject } from './yaml-inline.js';
import { FlowRows } from './yaml-rows.js';
import { flowScalarText } from './yaml-scalar.js';

/** Columns that a line may reach. */
export const width = 160;
/** Lines that one collection may take; what needs more is easier to read when it is open. */
const mostRows = 5;
/** Collections beside each other, as the metrics of an autoscaler; where there are more, as variables of a container, each has a line. */
const fewItems = 2;
/** Columns that more of them may reach together, as three ports. */
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
  const inline = widthOf(value, mostRows * width);
  if (inline === tooWide) return undefined;
  if (used + inline <= line) return inlineText(value);
  return new FlowRows(width, mostRows, used).textOf(value, indent);
}

const tooWide = Number.POSITIVE_INFINITY;
/** A comma and a blank, or a colon and a blank; the one that the last member has not are the brackets. */
const separator = 2;
const brackets = 2;

/** Columns of the value on one line; `tooWide` as soon as it is wider than `room`, or holds what stands alone. */
function widthOf(value: unknown, room: number): number {
  if (typeof value === 'string') return value.length > room ? tooWide : scalarWidth(value);
  if (!isCollection(value)) return flowScalarText(value).length;
  return Array.isArray(value) ? sequenceWidth(value, room) : mappingWidth(value as Fields, room);
}

/** Several lines, and a text that would be full of escapes between brackets, as an expression with quotes, stand alone. */
function scalarWidth(value: string): number {
  const text = flowScalarText(value);
  return text.startsWith('"') && text.includes('\\') ? tooWide : text.length;
}

function sequenceWidth(items: readonly unknown[], room: number): number {
  const most = items.length > fewItems && items.some(isCollection) ? Math.min(room, narrowList) : room;
  let columns = 0;
  for (const item of items) {
    columns += widthOf(item, most - columns) + separator;
    if (columns > most) return tooWide;
  }
  return columns === 0 ? brackets : columns;
}

function mappingWidth(object: Fields, room: number): number {
  let columns = 0;
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    columns += flowScalarText(key).length + separator;
    if (columns > room) return tooWide;
    columns += widthOf(value, room - columns) + separator;
    if (columns > room) return tooWide;
  }
  return columns === 0 ? brackets : columns;
}
