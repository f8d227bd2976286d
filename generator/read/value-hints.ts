// What to write in place of a value that does not fit: the words of hints.
import { basename } from 'node:path';
import { label } from '../../constructs/base/schema.js';
import type { SourceDocument, SourcePath } from '../../constructs/base/sources.js';

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
