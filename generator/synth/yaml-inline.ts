// Scalars and collections between brackets on one line, and what counts as a filled collection. Used by yaml-flow.ts and yaml-rows.ts.
import { flowScalarText } from './yaml-scalar.js';

/** Columns that a line may reach. */
export const width = 160;
/** Lines that one collection may take; what needs more is easier to read when it is open. */
export const mostRows = 5;
/** Columns of everything that may stand between brackets. */
const room = mostRows * width;
/** Collections beside each other, as the metrics of an autoscaler; where there are more, as variables of a container, each has a line. */
const fewItems = 2;
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
    const most = items.length > fewItems && items.some(isCollection) ? narrowList : room;
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
