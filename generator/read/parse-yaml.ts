// YAML text → syntax trees, and what stands in it that YAML allows and a reviewed file must not hold. yaml-findings.ts words that.

import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml';

export interface ParsedYaml {
  /** Empty where the text nests too deep to be composed: that needs a stack frame for each level. */
  readonly documents: readonly Document[];
  /** What YAML allows and a reviewed file must not hold, in the order of the text. */
  readonly marks: readonly Mark[];
  readonly lines: LineCounter;
}

/** Aliases, anchors, tags, directives, merge keys, keys that are no text, endless nesting. */
export interface Mark {
  readonly type: 'alias' | 'anchor' | 'tag' | 'directive' | 'merge-key' | 'complex-key' | 'too-deep';
  /** Characters from the start of the text. */
  readonly offset: number;
  /** As it is written. */
  readonly source: string;
}

/** Parses a text, or remembers it: places are asked for in runs, file by file, and syntax trees of all files would fill the memory. */
export function parseYaml(text: string): ParsedYaml {
  const parsed = latest.get(text) ?? compose(text);
  latest.delete(text);
  latest.set(text, parsed);
  const [oldest] = latest.keys();
  if (latest.size > remembered && oldest !== undefined) latest.delete(oldest);
  return parsed;
}

/** A tenant, its blueprint and the platform: findings that name two files go to and fro between them. */
const remembered = 4;
const latest = new Map<string, ParsedYaml>();

function compose(text: string): ParsedYaml {
  const lines = new LineCounter();
  const tokens: readonly CST.Token[] = [...new Parser(lines.addNewLine).parse(text)];
  const marks = marksOf(tokens);
  if (marks.some((mark) => mark.type === 'too-deep')) return { documents: [], marks, lines };
  // Unique keys are looked for in yaml-findings.ts: the library compares each with each.
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false });
  return { documents: [...composer.compose(tokens, true, text.length)], marks, lines };
}

// Marks are found among the parser's tokens, which know the place of each and need no recursion.

/** Levels; the deepest field of our schemas is at the eighth. */
const maximumDepth = 64;

/** In the order of the text; what is below the first thing that nests too deep is left out. */
function marksOf(tokens: readonly CST.Token[]): Mark[] {
  const marks: Mark[] = [];
  const waiting = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > maximumDepth) return [{ type: 'too-deep', offset: token.offset, source: '' }];
    for (const mark of ownMarks(token)) marks.push(mark);
    for (const child of childrenOf(token)) waiting.push({ token: child, depth: depth + 1 });
  }
  return marks.sort((a, b) => a.offset - b.offset);
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  return itemsOf(token).flatMap(({ key, value }) => [key, value].filter((each) => each !== undefined && each !== null));
}

function itemsOf(token: CST.Token): readonly CST.CollectionItem[] {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection'
    ? token.items
    : [];
}

function ownMarks(token: CST.Token): Mark[] {
  if (token.type === 'alias' || token.type === 'directive') return [markAt(token.type, token)];
  const properties = token.type === 'document' ? token.start : [];
  return [...propertyMarks(properties), ...itemsOf(token).flatMap(itemMarks)];
}

function itemMarks({ start, key, sep }: CST.CollectionItem): Mark[] {
  return [...propertyMarks(start), ...propertyMarks(sep ?? []), ...(key ? keyMarks(key) : [])];
}

function propertyMarks(properties: readonly CST.SourceToken[]): Mark[] {
  return properties.flatMap((token) =>
    token.type === 'anchor' || token.type === 'tag' ? [markAt(token.type, token)] : [],
  );
}

function keyMarks(key: CST.Token): Mark[] {
  if (key.type === 'scalar') return key.source === '<<' ? [markAt('merge-key', key)] : [];
  const simple = key.type === 'single-quoted-scalar' || key.type === 'double-quoted-scalar' || key.type === 'alias';
  return simple ? [] : [{ type: 'complex-key', offset: key.offset, source: '' }];
}

function markAt(type: Mark['type'], { offset, source }: { readonly offset: number; readonly source: string }): Mark {
  return { type, offset, source };
}
