// Collections between brackets, on one line or over a few, as `{cpu: 100m, memory: 128Mi}`: a tenant's manifests are read by
// people, and a line for each bracket is more lines than anybody reads. Used by yaml-text.ts.
import { flowScalarText } from './yaml-scalar.js';

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

class FlowRows {
  readonly #inline: InlineTexts;
  #text = '';
  #rows = 1;
  #used: number;

  /** @param used columns of the first line that are taken */
  constructor(inline: InlineTexts, used: number) {
    this.#inline = inline;
    this.#used = used;
  }

  /** @returns undefined where it needs more lines, or a text is wider than a line */
  textOf(value: readonly unknown[] | Fields, indent: string): string | undefined {
    return this.#put(value, '', indent) ? this.#text : undefined;
  }

  #put(value: readonly unknown[] | Fields, suffix: string, indent: string): boolean {
    const isArray = Array.isArray(value);
    const members = Object.entries(value).filter(([, member]) => isArray || member !== undefined);
    if (!this.#add(isArray ? '[' : '{')) return false;
    return members.every(([key, member], index) => {
      const name = isArray ? '' : `${flowScalarText(key)}: `;
      const end = index < members.length - 1 ? ',' : `${isArray ? ']' : '}'}${suffix}`;
      return this.#putMember(name, member, end, indent, index === 0);
    });
  }

  #putMember(name: string, member: unknown, end: string, indent: string, isFirst: boolean): boolean {
    const text = `${name}${this.#inline.of(member)}${end}`;
    if (this.#add(isFirst ? text : ` ${text}`)) return true;
    if (!isFirst && this.#startRow(indent) && this.#add(text)) return true;
    if (this.#rows > mostRows || !(isFilledArray(member) || isFilledObject(member))) return false;
    return this.#add(name) && this.#put(member, end, `${indent}  `);
  }

  #startRow(indent: string): boolean {
    this.#text += `\n${indent}`;
    this.#used = indent.length;
    this.#rows += 1;
    return this.#rows <= mostRows;
  }

  /** Adds what still fits into the line. */
  #add(text: string): boolean {
    if (this.#used + text.length > width) return false;
    this.#text += text;
    this.#used += text.length;
    return true;
  }
}

/** Columns that a line may reach. */
export const width = 160;
/** Lines that one collection may take; what needs more is easier to read when it is open. */
const mostRows = 5;
/** Columns of everything that may stand between brackets. */
const room = mostRows * width;
/** Collections beside each other, as the metrics of an autoscaler; where there are more, as variables of a container, each has a line. */
const mostInline = 2;
/** Columns that more of them may reach together, as three ports. */
const narrowList = 60;

/** The values of one document, each put on one line once: whoever writes a document asks for the same value at every level above it. */
export class InlineTexts {
  readonly #known = new Map<object, string | undefined>();

  /** @returns undefined where it is too wide for brackets, or holds what stands alone */
  of(value: unknown): string | undefined {
    if (!isCollection(value)) return scalarText(value);
    const known = this.#known.get(value);
    if (known !== undefined || this.#known.has(value)) return known;
    const text = Array.isArray(value) ? this.#sequenceText(value) : this.#mappingText(value as Fields);
    this.#known.set(value, text);
    return text;
  }

  #sequenceText(items: readonly unknown[]): string | undefined {
    const most = items.length > mostInline && items.some(isCollection) ? narrowList : room;
    let text = '';
    for (const item of items) {
      const inner = this.of(item);
      if (inner === undefined) return undefined;
      text += text === '' ? `[${inner}` : `, ${inner}`;
      if (text.length >= most) return undefined;
    }
    return text === '' ? '[]' : `${text}]`;
  }

  #mappingText(object: Fields): string | undefined {
    let text = '';
    for (const key in object) {
      const value = object[key];
      if (value === undefined) continue;
      const inner = this.of(value);
      if (inner === undefined) return undefined;
      text += `${text === '' ? '{' : ', '}${flowScalarText(key)}: ${inner}`;
      if (text.length >= room) return undefined;
    }
    return text === '' ? '{}' : `${text}}`;
  }
}

/** Several lines, and a text that would be full of escapes between brackets, as an expression with quotes, stand alone. */
function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string' && value.length > room) return undefined;
  const text = flowScalarText(value);
  return text.startsWith('"') && text.includes('\\') ? undefined : text;
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

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;
