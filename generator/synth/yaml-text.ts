// Writes plain JSON data as the YAML that people review: block style, two spaces, and what is small on one line.
// Input are the objects of one concern, in order; the text becomes one file of the tree.
import { flowText, isFilledArray, isFilledObject } from './yaml-flow.js';
import { keyText, scalarText } from './yaml-scalar.js';

/** Columns that a collection on one line may reach; a document's own fields are never on one line. */
const width = 120;
const open = 0;

/** Documents separated by `---`. What JSON can not hold (undefined, functions) is left out as JSON.stringify leaves it out. */
export function yamlText(objects: readonly unknown[]): string {
  return objects.map(documentText).join('---\n');
}

function documentText(value: unknown): string {
  if (isFilledArray(value)) return sequenceText(value, '');
  if (isFilledObject(value)) return mappingText(value, '', open);
  return `${scalarText(value, '  ')}\n`;
}

function mappingText(object: Readonly<Record<string, unknown>>, indent: string, columns = width): string {
  let text = '';
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    const name = keyText(key, indent);
    text += `${indent}${name}:${entryText(value, indent, columns - indent.length - name.length)}`;
  }
  return text;
}

/** What follows a key's colon: a sequence stands under its key without further indentation. */
function entryText(value: unknown, indent: string, room: number): string {
  const flow = flowText(value, room);
  if (flow !== undefined) return ` ${flow}\n`;
  if (isFilledArray(value)) return `\n${sequenceText(value, indent)}`;
  if (isFilledObject(value)) return `\n${mappingText(value, `${indent}  `)}`;
  return ` ${scalarText(value, `${indent}  `)}\n`;
}

function sequenceText(items: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  let text = '';
  for (const item of items) text += `${indent}- ${itemText(item, inner)}`;
  return text;
}

/** The first line of an item stands beside its dash. */
function itemText(item: unknown, indent: string): string {
  const flow = flowText(item, width - indent.length);
  if (flow !== undefined) return `${flow}\n`;
  if (isFilledArray(item)) return sequenceText(item, indent).slice(indent.length);
  if (isFilledObject(item)) return mappingText(item, indent).slice(indent.length);
  return `${scalarText(item, indent)}\n`;
}
