// YAML text → tokens, documents and lines. Every text that source-document.ts is asked about goes through here.
import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml';
import { type Mark, marksOf } from './yaml-marks.js';

export interface ParsedYaml {
  /** Empty where the text nests too deep to be composed: that needs a stack frame for each level. */
  readonly documents: readonly Document[];
  /** What YAML allows and a reviewed file must not hold, in the order of the text. */
  readonly marks: readonly Mark[];
  readonly lines: LineCounter;
}

/** A tenant, its blueprint and the platform: findings that name two files go to and fro between them. */
const remembered = 4;
const latest = new Map<string, ParsedYaml>();

/** Parses a text, or remembers it: places are asked for in runs, file by file, and syntax trees of all files would fill the memory. */
export function parseYaml(text: string): ParsedYaml {
  const parsed = latest.get(text) ?? compose(text);
  latest.delete(text);
  latest.set(text, parsed);
  const [oldest] = latest.keys();
  if (latest.size > remembered && oldest !== undefined) latest.delete(oldest);
  return parsed;
}

function compose(text: string): ParsedYaml {
  const lines = new LineCounter();
  const tokens: readonly CST.Token[] = [...new Parser(lines.addNewLine).parse(text)];
  const marks = marksOf(tokens);
  if (marks.some((mark) => mark.type === 'too-deep')) return { documents: [], marks, lines };
  // Unique keys are looked for in yaml-findings.ts: the library compares each with each.
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false });
  return { documents: [...composer.compose(tokens, true, text.length)], marks, lines };
}
