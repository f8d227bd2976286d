// Findings about one YAML text, whatever it is about: syntax, more than one document, what a reviewed file must not hold.
// Their places are offsets in the text, which source-document.ts turns into lines.
import { type Document, isScalar, type Node, type Pair, visit } from 'yaml';
import type { FindingCode } from '../../constructs/base/finding-codes.js';
import type { Mark, ParsedYaml } from './parse-yaml.js';

export interface TextFinding {
  readonly code: FindingCode;
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

/** Everything that keeps a text from being trusted. */
export function textFindings(text: string, { documents, marks }: ParsedYaml): TextFinding[] {
  const [first, second] = documents;
  return [
    ...invisibleInText(text),
    ...marks.map(markFinding),
    ...(second === undefined ? [] : [severalDocuments(second)]),
    ...(first === undefined || second !== undefined ? [] : [...syntaxFindings(first), ...contentFindings(first)]),
  ];
}

// Control characters but tab and line breaks, lone surrogates, whatever is drawn as nothing (zero-width and bidirectional
// characters, CVE-2021-42574; variation selectors are part of many emoji), line separators, non-characters.
const invisible =
  /(?![\t\n\r]|\p{Variation_Selector})[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\uffff]/u;

function invisibleInText(text: string): TextFinding[] {
  const match = invisible.exec(text);
  return match === null ? [] : [invisibleAt(match[0], match.index)];
}

function invisibleAt(character: string, offset: number): TextFinding {
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const message = `this text holds U+${point}, a control character or an invisible one`;
  return { code: 'load/control-character', message, hint: 'type the text anew', offset };
}

type Wording = Pick<TextFinding, 'code' | 'hint'> & { readonly message: (source: string) => string };

const wordings: Readonly<Record<Mark['type'], Wording>> = {
  alias: {
    code: 'load/alias',
    message: (source) => `the alias ${shortened(source)} is not allowed`,
    hint: 'write the value out: reviewers read one place',
  },
  anchor: {
    code: 'load/alias',
    message: (source) => `the anchor ${shortened(source)} is not allowed`,
    hint: 'remove it and write values out',
  },
  tag: { code: 'load/alias', message: (source) => `the tag ${shortened(source)} is not allowed`, hint: 'remove it' },
  directive: {
    code: 'load/alias',
    message: (source) => `the directive ${shortened(source)} is not allowed`,
    hint: 'remove the line',
  },
  'merge-key': { code: 'load/alias', message: () => 'merge keys are not allowed', hint: 'write the values out' },
  'complex-key': { code: 'load/wrong-type', message: () => 'a key must be text', hint: 'put it in quotes' },
  'too-deep': {
    code: 'load/syntax',
    message: () => 'this nests deeper than any field does',
    hint: 'remove the brackets, dashes or spaces that are too many',
  },
};

function markFinding({ type, offset, source }: Mark): TextFinding {
  const { code, message, hint } = wordings[type];
  return { code, message: message(source), hint, offset };
}

function severalDocuments(second: Document): TextFinding {
  const message = 'this file holds more than one document';
  const hint = 'keep one document in each file, without ---';
  return { code: 'load/several-documents', message, hint, offset: second.range?.[0] ?? 0 };
}

/** Errors that only repeat a mark. */
const markedAlready: readonly string[] = ['BAD_ALIAS', 'TAG_RESOLVE_FAILED', 'BAD_DIRECTIVE'];

function syntaxFindings(document: Document): TextFinding[] {
  const problems = [...document.errors, ...document.warnings].reverse();
  const firstOfEachPlace = [...new Map(problems.map((error) => [error.pos[0], error])).values()].reverse();
  return firstOfEachPlace
    .filter((error) => !markedAlready.includes(error.code))
    .map((error) => ({
      code: 'load/syntax',
      message: `${error.message.charAt(0).toLowerCase()}${shortened(error.message.slice(1))}`,
      hint: 'mend the YAML here or just before: quotes, brackets, indentation',
      offset: error.pos[0],
    }));
}

function contentFindings(document: Document): TextFinding[] {
  const found: TextFinding[] = [];
  const add = (code: FindingCode, node: Node, message: string, hint: string) =>
    found.push({ code, message, hint, offset: node.range?.[0] ?? 0 });
  visit(document, {
    Map: (_, { items }) => {
      for (const key of repeatedKeys(items as readonly Pair[]))
        add('load/duplicate-key', key, 'this key stands twice', 'remove one of the two');
    },
    Scalar: (position, node) => {
      const { value } = node;
      if (position === 'key' && typeof value !== 'string')
        add('load/wrong-type', node, 'a key must be text', 'put it in quotes');
      // zod leaves such a key out of a record without a word
      if (position === 'key' && value === '__proto__')
        add('load/invalid-value', node, 'the name __proto__ is not allowed', 'choose another name');
      const escaped = node.type === 'QUOTE_DOUBLE' && typeof value === 'string' ? invisible.exec(value) : null;
      if (escaped !== null && node.range) found.push(invisibleAt(escaped[0], node.range[0]));
    },
  });
  return found;
}

function repeatedKeys(items: readonly Pair[]): Node[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const repeated = seen.has(key.value);
    seen.add(key.value);
    return repeated ? [key] : [];
  });
}

function shortened(source: string): string {
  return source.length > 80 ? `${source.slice(0, 79)}…` : source;
}
