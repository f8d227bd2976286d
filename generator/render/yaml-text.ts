// Writes plain JSON data as the YAML that people review: an object's fields open, its heading and what is small between brackets.
// Input are the objects of one concern, in order; the text becomes one file of the tree.
import { type Fields, flowText, InlineTexts, isFilledArray, isFilledObject, width } from './yaml-flow.js';
import { keyText, scalarText } from './yaml-scalar.js';

/**
 * Columns of an object's metadata. They are its heading, one line as its kind is: name and namespace stand first, and what follows
 * is much the same from object to object.
 */
const headingWidth = 400;

/** Documents separated by `---`. What JSON can not hold (undefined, functions) is left out as JSON.stringify leaves it out. */
export function yamlText(objects: readonly unknown[]): string {
  return objects.map((each) => new DocumentText().of(each)).join('---\n');
}

class DocumentText {
  readonly #inline = new InlineTexts();

  of(value: unknown): string {
    if (isFilledArray(value)) return this.#sequenceText(value, '');
    if (!isFilledObject(value)) return `${scalarText(value, '  ')}\n`;
    const { metadata } = value;
    return this.#mappingText(isFilledObject(metadata) ? { ...value, metadata: namedFirst(metadata) } : value, '');
  }

  #mappingText(object: Fields, indent: string): string {
    let text = '';
    for (const key in object) {
      const value = object[key];
      if (value === undefined) continue;
      const name = keyText(key, indent);
      text += `${indent}${name}:${this.#entryText(value, indent, indent.length + name.length + separator, lineOf(key, indent))}`;
    }
    return text;
  }

  /** What follows a key's colon: a sequence stands under its key without further indentation. */
  #entryText(value: unknown, indent: string, used: number, line: number): string {
    const inner = `${indent}  `;
    const flow = flowText(value, this.#inline, used, inner, line);
    if (flow !== undefined) return ` ${flow}\n`;
    if (isListOfKinds(value)) return ` ${kindsText(value, this.#inline, inner)}\n`;
    if (isFilledArray(value)) return `\n${this.#sequenceText(value, indent)}`;
    if (isFilledObject(value)) return `\n${this.#mappingText(value, inner)}`;
    return ` ${scalarText(value, inner)}\n`;
  }

  #sequenceText(items: readonly unknown[], indent: string): string {
    const inner = `${indent}  `;
    let text = '';
    for (const item of items) text += `${indent}- ${this.#itemText(item, inner)}`;
    return text;
  }

  /** The first line of an item stands beside its dash. */
  #itemText(item: unknown, indent: string): string {
    const flow = flowText(item, this.#inline, indent.length, `${indent}  `);
    if (flow !== undefined) return `${flow}\n`;
    if (isFilledArray(item)) return this.#sequenceText(item, indent).slice(indent.length);
    if (isFilledObject(item)) return this.#mappingText(item, indent).slice(indent.length);
    return `${scalarText(item, indent)}\n`;
  }
}

const separator = ': '.length;

/** Columns that a field may reach on one line. */
function lineOf(key: string, indent: string): number {
  return indent === '' && key === 'metadata' ? headingWidth : width;
}

function namedFirst({ name, namespace, ...others }: Fields): Fields {
  return { name, namespace, ...others };
}

/** Whether it is a list of nothing but `{group, kind}`. */
function isListOfKinds(value: unknown): value is readonly unknown[] {
  return isFilledArray(value) && value.every(isKind);
}

/** From the line after the key on, so that it stands as it stands everywhere. */
function kindsText(kinds: readonly unknown[], inline: InlineTexts, inner: string): string {
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
