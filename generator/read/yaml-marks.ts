// What YAML allows and a reviewed file must not hold: aliases, anchors, tags, directives, merge keys, keys that are no text, endless nesting.
// Found among the parser's tokens, which know the place of each and need no recursion; yaml-findings.ts words them.
import type { CST } from 'yaml';

export interface Mark {
  readonly type: 'alias' | 'anchor' | 'tag' | 'directive' | 'merge-key' | 'complex-key' | 'too-deep';
  /** Characters from the start of the text. */
  readonly offset: number;
  /** As it is written. */
  readonly source: string;
}

/** Levels; the deepest field of our schemas is at the eighth. */
const maximumDepth = 64;

/** Every mark of a text, in its order; what is below the first thing that nests too deep is left out. */
export function marksOf(tokens: readonly CST.Token[]): Mark[] {
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
