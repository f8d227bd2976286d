// What zod says of a value, in the words of people; sentences of our own schemas stay as they are.
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
