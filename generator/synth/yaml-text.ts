// Writes plain JSON data as the YAML that people review: an object's fields open, its heading and what is small between brackets.
// Input are the objects of one concern, in order; the text becomes one file of the tree.
import { flowText, width } from './yaml-flow.js';
import { isFilledArray, isFilledObject } from './yaml-inline.js';
import { keyText, scalarText } from './yaml-scalar.js';

/**
 * Columns of an object's metadata. They are its heading, one line as its kind is: name and namespace stand first, and what follows
 * is much the same from object to object.
 */
const headingWidth = 300;

/** Documents separated by `---`. What JSON can not hold (undefined, functions) is left out as JSON.stringify leaves it out. */
export function yamlText(objects: readonly unknown[]): string {
  return objects.map(documentText).join('---\n');
}

function documentText(value: unknown): string {
  if (isFilledArray(value)) return sequenceText(value, '');
  if (!isFilledObject(value)) return `${scalarText(value, '  ')}\n`;
  const { metadata } = value;
  return mappingText(isFilledObject(metadata) ? { ...value, metadata: namedFirst(metadata) } : value, '');
}

function namedFirst(metadata: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { name, namespace, ...others } = metadata;
  return { name, namespace, ...others };
}

function mappingText(object: Readonly<Record<string, unknown>>, indent: string): string {
  let text = '';
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    const name = keyText(key, indent);
    text += `${indent}${name}:${entryText(value, indent, indent.length + name.length + separator, lineOf(key, indent))}`;
  }
  return text;
}

const separator = ': '.length;

/** Columns that a field may reach on one line. */
function lineOf(key: string, indent: string): number {
  return indent === '' && key === 'metadata' ? headingWidth : width;
}

/** What follows a key's colon: a sequence stands under its key without further indentation. */
function entryText(value: unknown, indent: string, used: number, line: number): string {
  const inner = `${indent}  `;
  const flow = flowText(value, used, inner, line);
  if (flow !== undefined) return ` ${flow}\n`;
  if (isFilledArray(value)) return `\n${sequenceText(value, indent)}`;
  if (isFilledObject(value)) return `\n${mappingText(value, inner)}`;
  return ` ${scalarText(value, inner)}\n`;
}

function sequenceText(items: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  let text = '';
  for (const item of items) text += `${indent}- ${itemText(item, inner)}`;
  return text;
}

/** The first line of an item stands beside its dash. */
function itemText(item: unknown, indent: string): string {
  const flow = flowText(item, indent.length, `${indent}  `);
  if (flow !== undefined) return `${flow}\n`;
  if (isFilledArray(item)) return sequenceText(item, indent).slice(indent.length);
  if (isFilledObject(item)) return mappingText(item, indent).slice(indent.length);
  return `${scalarText(item, indent)}\n`;
}
