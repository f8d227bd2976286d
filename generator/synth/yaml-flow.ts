// Collections between brackets, on one line or over a few, as `{cpu: 100m, memory: 128Mi}`: a tenant's manifests are read by
// people, and a line for each bracket is more lines than anybody reads. Used by yaml-text.ts.
import { type Fields, type InlineTexts, isFilledArray, isFilledObject, width } from './yaml-inline.js';
import { FlowRows } from './yaml-rows.js';

/**
 * A filled collection between brackets: on one line, or over a few that are broken behind the commas of the outermost brackets.
 * @param used columns of the first line that are taken
 * @param indent of the lines that follow
 * @param line columns that it may reach on one line. @default the width of every line
 * @returns undefined for a scalar, and where it needs too many lines or holds what stands alone
 */
export function flowText(
  value: unknown,
  inline: InlineTexts,
  used: number,
  indent: string,
  line = width,
): string | undefined {
  if (!isFilledArray(value) && !isFilledObject(value)) return undefined;
  const text = inline.of(value);
  if (text === undefined || used + text.length <= line || isVariable(value)) return text;
  return new FlowRows(inline, used).textOf(value, indent);
}

/** A variable is one line, however long its value: on a line of its own the value would be as wide. */
function isVariable(value: readonly unknown[] | Fields): boolean {
  if (!isFilledObject(value)) return false;
  const { name, value: content, ...others } = value;
  return typeof name === 'string' && typeof content === 'string' && Object.keys(others).length === 0;
}
