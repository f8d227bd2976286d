// Writes plain JSON data as the YAML that people review: block style, two spaces, as kubectl prints it.
// Input are the objects of one concern, in order; the text becomes one file of the tree.

/** Documents separated by `---`. What JSON can not hold (undefined, functions) is left out as JSON.stringify leaves it out. */
export function yamlText(objects: readonly unknown[]): string {
  return objects.map(documentText).join('---\n');
}

function documentText(value: unknown): string {
  if (isFilledArray(value)) return sequenceText(value, '');
  if (isFilledObject(value)) return mappingText(value, '');
  return `${scalarText(value, '  ')}\n`;
}

function mappingText(object: Readonly<Record<string, unknown>>, indent: string): string {
  let text = '';
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${indent}${keyText(key, indent)}:${entryText(value, indent)}`;
  }
  return text;
}

/** What follows a key's colon: a sequence stands under its key without further indentation. */
function entryText(value: unknown, indent: string): string {
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
  if (isFilledArray(item)) return sequenceText(item, indent).slice(indent.length);
  if (isFilledObject(item)) return mappingText(item, indent).slice(indent.length);
  return `${scalarText(item, indent)}\n`;
}

/** YAML reads a key without a question mark only up to 1,024 characters (YAML 1.2.2, 7.4.3). */
const longestSimpleKey = 1000;

function keyText(key: string, indent: string): string {
  const text = isPlain(key) ? key : quotedText(key);
  return text.length > longestSimpleKey ? `? ${text}\n${indent}` : text;
}

function scalarText(value: unknown, indent: string): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return '[]';
  return typeof value === 'object' && value !== null ? '{}' : 'null';
}

/** YAML 1.1 takes `1e+21` for a string: a float needs its dot there. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function stringText(value: string, indent: string): string {
  if (isPlain(value)) return value;
  return value.includes('\n') && isReproducible(value) ? literalText(value, indent) : quotedText(value);
}

function literalText(value: string, indent: string): string {
  const chomping = !value.endsWith('\n') ? '-' : value.endsWith('\n\n') ? '+' : '';
  const lines = value.split('\n');
  if (chomping !== '-') lines.pop();
  return `|${chomping}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`;
}

/** JSON's escapes are YAML's too; what JSON leaves as it is but YAML does not print is escaped besides. */
function quotedText(value: string): string {
  return JSON.stringify(value).replace(
    unprinted,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** DEL, C1 controls with NEL, LS, PS, BOM and the two non-characters. */
const unprinted = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A literal block gives back exactly what it was made of: no blank at its start or at a line's end, all printable. */
function isReproducible(value: string): boolean {
  return !blankEdges.test(value) && !unprintable.test(value);
}

const blankEdges = /^[\n\t ]|[\t ](?:\n|$)/;
/** Anything but printable characters, tabs and line feeds; half of a surrogate pair is not printable either. */
const unprintable =
  /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** True where both YAML 1.1 and 1.2 read the bare text as this very string. */
function isPlain(value: string): boolean {
  if (simple.test(value)) return value.length > 5 || !reservedWords.has(value.toLowerCase());
  return !(value === '' || special.test(value) || numberLike.test(value) || dateLike.test(value));
}

/** Most strings of a manifest: names, kinds, paths, images. No number begins with a letter. */
const simple = /^[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*$/;
const reservedWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);

/** Leading indicators and document marks, merge and value keys, a blank at an edge, `: `, ` #`, what is not printable ASCII or Latin. */
const special =
  /^(?:[?:,[\]{}#&*!|>'"%@`~=\s]|-(?:\s|$|--)|\.\.\.|<<$)|\s$|:(?:\s|$)|\s#|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
/** Integers (binary, octal, hexadecimal, with underscores), floats and sexagesimals of YAML 1.1, 1.2 and Go's strconv. */
const numberLike =
  /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_,]*(?::[0-9]{1,2})*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9_]*(?:e[-+]?[0-9]+)?|\.inf|\.nan)$/i;
const dateLike = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt\s])/;

function isFilledArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isFilledObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) if ((value as Readonly<Record<string, unknown>>)[key] !== undefined) return true;
  return false;
}
