// One YAML file as data with positions: text in; data, findings and a way from a path of the data to a place in the file out.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { FindingCode } from '../finding/codes.js';
import { type Finding, finding, type Place } from '../finding/finding.js';

/** Keys and indexes from the root of a document to one of its values. */
export type SourcePath = readonly (string | number)[];

export interface SourceDocument {
  /** Path of the file from the platform's folder, with forward slashes. */
  readonly file: string;
  /** Plain data; undefined where findings say that it can't be trusted. */
  readonly data: unknown;
  readonly findings: readonly Finding[];
  /** Where the value at a path stands, or the nearest ancestor that exists. `key` asks for its key instead. */
  place(path: SourcePath, part?: 'key' | 'value'): Place;
}

/** Parses one file strictly: one document, plain data, no aliases, anchors, tags, merge keys, duplicate keys or control characters. */
export function parseSource(file: string, text: string): SourceDocument {
  const { documents, lines } = parse(text);
  const at = (offset: number): Place => ({ file, ...positionOf(lines, offset) });
  const findings = documentFindings(documents, at);
  return {
    file,
    data: findings.length > 0 ? undefined : documents[0]?.toJS(),
    findings,
    // Only the text is kept: ten thousand syntax trees would fill the memory, and few places are ever asked for.
    place: (path, part = 'value') => placeIn(file, text, path, part),
  };
}

interface Parsed {
  readonly text: string;
  readonly documents: readonly Document[];
  readonly lines: LineCounter;
}

let latest: Parsed | undefined;

/** Remembers the latest text: places are asked for in runs, file by file. */
function parse(text: string): Parsed {
  if (latest?.text === text) return latest;
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, version: '1.2', schema: 'core' });
  latest = { text, documents: Array.isArray(parsed) ? parsed : [], lines };
  return latest;
}

function placeIn(file: string, text: string, path: SourcePath, part: 'key' | 'value'): Place {
  const { documents, lines } = parse(text);
  const [document] = documents;
  return document === undefined ? { file } : { file, ...positionOf(lines, offsetOf(document, path, part)) };
}

function documentFindings(documents: readonly Document[], at: (offset: number) => Place): Finding[] {
  const [first, second] = documents;
  if (second !== undefined) {
    const message = 'this file holds more than one document';
    return [
      finding('load/several-documents', {
        message,
        hint: 'keep one document in each file, without ---',
        place: at(second.range?.[0] ?? 0),
      }),
    ];
  }
  return first === undefined ? [] : [...syntaxFindings(first, at), ...contentFindings(first, at)];
}

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function syntaxFindings(document: Document, at: (offset: number) => Place): Finding[] {
  return [...document.errors, ...document.warnings].map((error) => {
    const code: FindingCode =
      error.code === 'DUPLICATE_KEY'
        ? 'load/duplicate-key'
        : error.code === 'TAG_RESOLVE_FAILED'
          ? 'load/alias'
          : 'load/syntax';
    const message = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'this is not YAML';
    return finding(code, { message: `${message.charAt(0).toLowerCase()}${message.slice(1)}`, place: at(error.pos[0]) });
  });
}

/** What YAML allows and a reviewed file should not hold. */
function contentFindings(document: Document, at: (offset: number) => Place): Finding[] {
  const found: Finding[] = [];
  const add = (code: FindingCode, node: Node, message: string, hint: string) =>
    found.push(finding(code, { message, hint, place: at(node.range?.[0] ?? 0) }));
  visit(document, {
    Alias: (_, node) => {
      add(
        'load/alias',
        node,
        `the alias *${node.source} is not allowed`,
        'write the value out: reviewers read one place',
      );
    },
    Node: (_, node) => {
      if (isAlias(node)) return;
      if (node.anchor !== undefined)
        add('load/alias', node, `the anchor &${node.anchor} is not allowed`, 'remove it and write values out');
      if (node.tag?.startsWith('!') === true)
        add('load/alias', node, `the tag ${node.tag} is not allowed`, 'remove it');
    },
    Scalar: (key, node) => {
      if (key === 'key' && node.value === '<<')
        add('load/alias', node, 'merge keys are not allowed', 'write the values out');
      if (key === 'key' && typeof node.value !== 'string')
        add('load/wrong-type', node, 'a key must be text', 'put it in quotes');
      if (typeof node.value === 'string' && invisible.test(node.value)) {
        add(
          'load/control-character',
          node,
          'this text holds a control character or an invisible one',
          'type the text anew',
        );
      }
    },
  });
  return found;
}

// Control characters, zero-width characters, line separators, bidirectional overrides (CVE-2021-42574), byte-order marks, lone surrogates, non-characters.
const invisible = /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/u;

function offsetOf(document: Document, path: SourcePath, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => keyOf(item) === String(step)) : undefined;
    const next = pair === undefined ? (isSeq(node) ? node.items[Number(step)] : undefined) : pair.value;
    const wantsKey = part === 'key' && depth === path.length - 1;
    const target = pair !== undefined && (wantsKey || startOf(next) === undefined) ? pair.key : next;
    const start = startOf(target);
    if (start === undefined) break;
    offset = start;
    node = next;
  }
  return offset;
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}
