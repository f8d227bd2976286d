// The hint that names the word which was probably meant.
import { closest, distance } from 'fastest-levenshtein';

/** A hint that names the nearest of some words, or lists them where none is near; undefined where there are none. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = nearestOf(word, known);
  return nearest === undefined
    ? `use one of: ${[...known].sort().slice(0, 20).join(', ')}`
    : `did you mean ${quote(nearest)}?`;
}

/** The word that was probably meant; undefined where none is near. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(word, [...known]);
  const near = distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(word.length / 3));
  return near ? nearest : undefined;
}

/** The dotted paths nearest to one that was asked for, at most three: by the whole of it, or by its last step alone. */
export function nearestPaths(path: string, known: readonly string[]): string[] {
  const last = (each: string) => each.slice(each.lastIndexOf('.') + 1);
  const far = (each: string) => Math.min(distance(path, each), distance(last(path), last(each)) + 1);
  return [...new Set(known)]
    .map((each) => ({ each, far: far(each) }))
    .sort((a, b) => a.far - b.far || a.each.length - b.each.length || (a.each < b.each ? -1 : 1))
    .slice(0, 3)
    .map(({ each }) => each);
}

/** A word of a source file inside a message: in quotes, escaped and not endless. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
