// One YAML file as data with positions: text in; data, findings and a way from a path of the data to a place in the file out.

import { type Document, isMap, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';
import { finding, type Place } from '../../constructs/base/finding.js';
import type { SourceDocument, SourcePath } from '../../constructs/base/sources.js';
import { parseYaml } from './parse-yaml.js';
import { textFindings } from './yaml-findings.js';

/** Parses one file strictly: one document, plain data, no aliases, anchors, tags, merge keys, duplicate keys or control characters. */
export function parseSource(file: string, text: string): SourceDocument {
  const parsed = parseYaml(text);
  const findings = textFindings(text, parsed).map(({ code, offset, ...details }) =>
    finding(code, { ...details, place: { file, ...positionOf(parsed.lines, offset) } }),
  );
  return {
    file,
    data: findings.length > 0 ? undefined : parsed.documents[0]?.toJS(),
    findings,
    // Only the text is kept: ten thousand syntax trees would fill the memory, and few places are ever asked for.
    place: (path, part = 'value') => placeIn(file, text, path, part),
    placeInText: (path, offset) => placeInTextOf(file, text, path, offset),
  };
}

function placeIn(file: string, text: string, path: SourcePath, part: 'key' | 'value'): Place {
  const { documents, lines } = parseYaml(text);
  const [document] = documents;
  return document === undefined ? { file } : { file, ...positionOf(lines, offsetOf(document, path, part)) };
}

/**
 * Block texts are indented and folded, so characters are counted without white space: those are the same in the file and in the value.
 */
function placeInTextOf(file: string, text: string, path: SourcePath, offset: number): Place {
  const { documents, lines } = parseYaml(text);
  const node = documents[0]?.getIn(path, true);
  if (!isScalar(node) || !node.range || typeof node.value !== 'string') return placeIn(file, text, path, 'value');
  const [start, end] = node.range;
  const header = node.type?.startsWith('BLOCK') ? /^[^\n]*\n/.exec(text.slice(start, end))?.[0].length : undefined;
  const first = start + (header ?? (node.type?.startsWith('QUOTE') ? 1 : 0));
  const before = node.value.slice(0, offset).replaceAll(/\s/g, '').length;
  const at = [...text.slice(first, end).matchAll(/\S/g)][before]?.index ?? 0;
  const isSame = text[first + at] === node.value.slice(offset).trimStart()[0];
  return { file, ...positionOf(lines, isSame ? first + at : start) };
}

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

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
