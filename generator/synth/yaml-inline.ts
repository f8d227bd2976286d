// Scalars and collections between brackets on one line, whatever their width, and what counts as a filled collection.
// Used by yaml-flow.ts, which measures before it asks for a text, and by yaml-rows.ts.
import { flowScalarText } from './yaml-scalar.js';

/** A scalar or a collection on one line, however long. */
export function inlineText(value: unknown): string {
  if (isFilledArray(value)) return `[${value.map(inlineText).join(', ')}]`;
  if (isFilledObject(value)) return mappingText(value);
  return flowScalarText(value);
}

function mappingText(object: Fields): string {
  let text = '';
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${text === '' ? '{' : ', '}${flowScalarText(key)}: ${inlineText(value)}`;
  }
  return `${text}}`;
}

export function isFilledArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

export function isFilledObject(value: unknown): value is Fields {
  if (!isCollection(value) || Array.isArray(value)) return false;
  for (const key in value) if ((value as Fields)[key] !== undefined) return true;
  return false;
}

export type Fields = Readonly<Record<string, unknown>>;

export const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;
