// Scalars and keys of YAML: bare where YAML 1.1 and 1.2 read the same string, quoted or as a literal block otherwise.
// Used by yaml-text.ts and yaml-flow.ts.
import { memoize } from '../../constructs/base/memoize.js';

/** YAML reads a key without a question mark only up to 1,024 characters (YAML 1.2.2, 7.4.3). */

const longestSimpleKey = 1000;

/** A mapping's key; `indent` is that of its line. */
export function keyText(key: string, indent: string): string {
  const text = isPlain(key) ? key : quotedText(key);
  return text.length > longestSimpleKey ? `? ${text}\n${indent}` : text;
}

/** A scalar or an empty collection; `indent` is that of a literal block's lines. */
export function scalarText(value: unknown, indent: string): string {
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
  if (simple.test(value)) return value.length > longestReserved || !reservedWords.has(value.toLowerCase());
  return !(value === '' || special.test(value) || numberLike.test(value) || dateLike.test(value));
}

/** Most strings of a manifest: names, kinds, paths, images. No number begins with a letter. */
const simple = /^[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*$/;
/** Longer than each of these. */
const longestReserved = 5;
const reservedWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);

/** Leading indicators and document marks, merge and value keys, a blank at an edge, `: `, ` #`, what is not printable ASCII or Latin. */
const special =
  /^(?:[?:,[\]{}#&*!|>'"%@`~=\s]|-(?:\s|$|--)|\.\.\.|<<$)|\s$|:(?:\s|$)|\s#|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
/** Integers (binary, octal, hexadecimal, with underscores), floats and sexagesimals of YAML 1.1, 1.2 and Go's strconv. */
const numberLike =
  /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_,]*(?::[0-9]{1,2})*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9_]*(?:e[-+]?[0-9]+)?|\.inf|\.nan)$/i;
const dateLike = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt\s])/;

/** A scalar or a key between brackets, on one line. */
export function flowScalarText(value: unknown): string {
  if (typeof value !== 'string') return scalarText(value, '');
  return value.length > longestKept ? flowStringText(value) : shortFlowText(value);
}

/** Keys, kinds and labels are the same in every object of every tenant, and asked for twice: once for their width. */
const shortFlowText = memoize((value) => flowStringText(value), { most: 5000 });
const longestKept = 64;

function flowStringText(value: string): string {
  return bareInFlow.test(value) && isPlain(value) ? value : quotedText(value);
}

/** No comma, bracket or colon: go-yaml's scanner stops at a colon there, where others read on. */
const bareInFlow = /^[A-Za-z0-9_./-][A-Za-z0-9_./= -]*$/;
