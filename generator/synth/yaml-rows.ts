// One collection between brackets over a few lines, filled member by member; a member is broken only where it has no line to itself.
// Used by yaml-flow.ts.
import { type Fields, type InlineTexts, isFilledArray, isFilledObject, mostRows, width } from './yaml-inline.js';
import { flowScalarText } from './yaml-scalar.js';

export class FlowRows {
  private text = '';
  private rows = 1;

  /** @param used columns of the first line that are taken */
  constructor(
    private readonly inline: InlineTexts,
    private used: number,
  ) {}

  /** @returns undefined where it needs more lines, or a text is wider than a line */
  textOf(value: readonly unknown[] | Fields, indent: string): string | undefined {
    return this.put(value, '', indent) ? this.text : undefined;
  }

  private put(value: readonly unknown[] | Fields, suffix: string, indent: string): boolean {
    const isArray = Array.isArray(value);
    const members = Object.entries(value).filter(([, member]) => isArray || member !== undefined);
    if (!this.add(isArray ? '[' : '{')) return false;
    return members.every(([key, member], index) => {
      const name = isArray ? '' : `${flowScalarText(key)}: `;
      const end = index < members.length - 1 ? ',' : `${isArray ? ']' : '}'}${suffix}`;
      return this.putMember(name, member, end, indent, index === 0);
    });
  }

  private putMember(name: string, member: unknown, end: string, indent: string, isFirst: boolean): boolean {
    const text = `${name}${this.inline.of(member)}${end}`;
    if (this.add(isFirst ? text : ` ${text}`)) return true;
    if (!isFirst && this.startRow(indent) && this.add(text)) return true;
    if (this.rows > mostRows || !(isFilledArray(member) || isFilledObject(member))) return false;
    return this.add(name) && this.put(member, end, `${indent}  `);
  }

  private startRow(indent: string): boolean {
    this.text += `\n${indent}`;
    this.used = indent.length;
    this.rows += 1;
    return this.rows <= mostRows;
  }

  /** Adds what still fits into the line. */
  private add(text: string): boolean {
    if (this.used + text.length > width) return false;
    this.text += text;
    this.used += text.length;
    return true;
  }
}
