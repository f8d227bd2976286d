// What zod says of a value, in the words of people; sentences of our own schemas stay as they are. For schema-findings.

import { basename } from 'node:path';
import type { z } from 'zod';
import { label } from '../../constructs/base/schema.js';
import type { SourceDocument, SourcePath } from './source-document.js';

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

const types: Readonly<Record<string, { readonly name: string; readonly hint: string }>> = {
  string: { name: 'text', hint: 'put the value in quotes' },
  number: { name: 'a number', hint: 'write a whole number without quotes' },
  int: { name: 'a whole number', hint: 'write a whole number without quotes' },
  boolean: { name: 'true or false', hint: 'write true or false without quotes' },
  array: { name: 'a list', hint: 'write a list, as [a, b]' },
  object: { name: 'a mapping', hint: 'write fields below it, each as key: value' },
  record: { name: 'a mapping', hint: 'write fields below it, each as key: value' },
};

/** What a value must be, as `text or a whole number`; the types are zod's words for them. */
export function typeNames(wanted: readonly string[]): string {
  return [...new Set(wanted.flatMap((type) => types[type]?.name ?? []))].join(' or ');
}

/** What to write for a value of the wrong type. Quotes make text of a number, and of nothing else. */
export function hintOfType(value: unknown, wanted = '', example?: string): string {
  if (value === null) return 'write a value after the colon, or remove the line';
  if (example !== undefined) return `for example ${example}`;
  if (wanted === 'string' && Array.isArray(value)) return 'write one value, without brackets and dashes';
  if (wanted === 'string' && typeof value === 'object') return 'write one value, without fields below it';
  return types[wanted]?.hint ?? 'write another value';
}

/** What to write for the name of a tenant, blueprint or policy, which is that of its file; undefined for other fields. */
export function hintOfName({ file }: SourceDocument, path: SourcePath): string | undefined {
  if (path.join('.') !== 'metadata.name' || !file.includes('/')) return undefined;
  const name = basename(file, '.yaml');
  return label().safeParse(name).success
    ? `write ${name}, as the file is called`
    : 'choose another name of at most 40 characters, and rename the file to it';
}
