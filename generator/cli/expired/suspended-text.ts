// The text of a tenant's file, suspended: one line is new or another, and every other byte stays, comments and columns too. yaml says
// where that line belongs; the text goes into a pull request.
import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, parseDocument } from 'yaml';

/** Takes the text of a file that loads without errors. */
export function suspendedText(text: string): string {
  const document = parseDocument(text);
  const edited = edit(document, text);
  document.setIn(lifecycle, 'suspended');
  if (edited !== undefined && says(edited, document.toJS())) return edited;
  // Laid out so unusually that a line can not just be put in: the same data and comments, in yaml's own layout.
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const lifecycle = ['spec', 'lifecycle'] as const;

function edit(document: Document, text: string): string | undefined {
  const value = document.getIn(lifecycle, true);
  if (isScalar(value)) return value.range ? splice(text, value.range[0], value.range[1], 'suspended') : undefined;
  const spec = document.get('spec', true);
  const last = isMap(spec) ? spec.items.find(({ key }) => isScalar(key) && key.value === 'expiresAt') : undefined;
  if (!isMap(spec) || !isScalar(last?.key) || !last.key.range || !isScalar(last.value) || !last.value.range) return;
  const end = last.value.range[1];
  if (spec.flow) return splice(text, end, end, ', lifecycle: suspended');
  const indent = indentAt(text, last.key.range[0]);
  return indent.trim() === '' ? insertLine(text, end, `${indent}lifecycle: suspended`) : undefined;
}

function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** After the line that an offset is in, with the ends of line that the file has. */
function insertLine(text: string, offset: number, line: string): string {
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(offset)) ?? [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return splice(text, offset + rest.length, offset + rest.length, `${newline}${line}`);
}

/** All that stands before it in its line. */
function indentAt(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

function says(text: string, data: unknown): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), data);
}
