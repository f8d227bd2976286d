// A list of kinds of objects, as an AppProject has: each is one word to its reader, and as many stand on a line as fit.
// Used by yaml-text.ts.
import { type InlineTexts, isFilledArray, isFilledObject, width } from './yaml-inline.js';

/** Whether it is a list of nothing but `{group, kind}`. */
export function isListOfKinds(value: unknown): value is readonly unknown[] {
  return isFilledArray(value) && value.every(isKind);
}

/** From the line after the key on, so that it stands as it stands everywhere. */
export function kindsText(kinds: readonly unknown[], inline: InlineTexts, inner: string): string {
  const rows: string[] = [];
  for (const each of kinds) {
    const text = `${inline.of(each)},`;
    const row = rows.at(-1);
    if (row === undefined || row.length + 1 + text.length > width) rows.push(`${inner}${text}`);
    else rows[rows.length - 1] = `${row} ${text}`;
  }
  return `[\n${rows.join('\n').slice(0, -1)}]`;
}

function isKind(value: unknown): boolean {
  if (!isFilledObject(value)) return false;
  const { group, kind, ...others } = value;
  return isShort(group) && isShort(kind) && Object.keys(others).length === 0;
}

/** Longer ones are no names of kinds. */
const longest = 60;

function isShort(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longest && !value.includes('\n');
}
