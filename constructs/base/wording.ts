// The words of messages: what zod says of a value as people say it, counts, durations, and what a misspelt word may have
// meant.
import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with the value, after its name: `must have at most 80 characters`. */
export function issueWords(issue: Issue): string {
  if (!isZodsOwn(issue)) return lower(issue.message);
  if (issue.code === 'too_big') return bound('at most', Number(issue.maximum), issue.origin);
  if (issue.code === 'too_small')
    return issue.minimum === 1 && units[issue.origin] !== undefined
      ? 'must not be empty'
      : bound('at least', Number(issue.minimum), issue.origin);
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'invalid_format') return 'is not of the form that is needed';
  return lower(issue.message.replace(/^Invalid (?:input|option): /, ''));
}

/** True for a sentence that no schema of ours has written. */
function isZodsOwn({ message }: Issue): boolean {
  return /^(?:Invalid|Too (?:big|small)|Unrecognized)\b/.test(message);
}

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['field', 'fields'],
};

function bound(how: string, amount: number, origin: string): string {
  const unit = units[origin];
  return unit === undefined ? `must be ${how} ${amount}` : `must have ${how} ${amount} ${unit[amount === 1 ? 0 : 1]}`;
}

function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** As `1 tenant` and `2 tenants`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

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

/** As `3 min 12 s`: the two largest units of a time in seconds. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const at = timeUnits.findIndex(({ size }) => whole >= size);
  const unit = timeUnits[at];
  if (unit === undefined) return '0 s';
  const next = timeUnits[at + 1];
  const rest = next === undefined ? 0 : Math.floor((whole % unit.size) / next.size);
  const first = `${Math.floor(whole / unit.size)} ${unit.name}`;
  return next === undefined || rest === 0 ? first : `${first} ${rest} ${next.name}`;
}

const timeUnits = [
  { size: 86_400, name: 'd' },
  { size: 3600, name: 'h' },
  { size: 60, name: 'min' },
  { size: 1, name: 's' },
] as const;
