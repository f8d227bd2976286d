// Asks a person on a terminal for the missing fields of a new tenant, and checks each answer while it is typed.

import { isCancel, select, text } from '@clack/prompts';
import { didYouMean, issueWords } from '../../constructs/base/wording.js';
import type { Sources } from '../../generator/read/sources.js';
import { type Person, UsageError } from '../terminal.js';
import { domainField, exampleOf, type Field, type FieldName, fieldNames, fields, type Given } from './fields.js';

/** What was given, and the answers to the rest; throws UsageError where the person cancels. */
export async function ask(sources: Sources, given: Given, person: Person): Promise<Given> {
  const [name] = missingFields(sources, given);
  if (name === undefined) return given;
  const answer = await askFor(fields[name], sources, given, person);
  if (typeof answer !== 'string') throw new UsageError('cancelled: nothing was written');
  // One by one: an answer decides what is asked next, as the tier does of an end.
  return ask(sources, { ...given, [name]: answer.trim() }, person);
}

/** A symbol where the person cancels. */
async function askFor(field: Field, sources: Sources, given: Given, person: Person): Promise<string | symbol> {
  const message = field.title;
  const choices = field.choices?.(sources, given);
  if (choices !== undefined) {
    const options = choices.map(({ name, description }) => ({ value: name, label: name, hint: description }));
    return select({ ...person, message, options, maxItems: 10 });
  }
  const validate = (value = '') => tryFindFault(field, value.trim(), sources, given);
  const answer = await text({ ...person, message, placeholder: exampleOf(field), validate });
  return isCancel(answer) ? answer : (answer ?? '');
}

/** Why a value can not be used, in a few words for people; undefined for one that can. */
function tryFindFault(field: Field, value: string, sources: Sources, given: Given): string | undefined {
  const { error } = field.schema.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) return issueWords(issue);
  const names = field.choices?.(sources, given).map(({ name }) => name);
  if (names === undefined || names.includes(value)) return field.refusal?.(value);
  return [`can not be ${value}`, didYouMean(value, names)].filter((part) => part !== undefined).join(': ');
}

/** A line for each option whose value can not be used. */
export function invalidOptions(sources: Sources, given: Given): string[] {
  const texts = fieldNames.map((name) => [fields[name], given[name]] as const);
  const domains = (given.domain ?? []).map((domain) => [domainField, domain] as const);
  return [...texts, ...domains].flatMap(([field, value]) => {
    const fault = value === undefined ? undefined : tryFindFault(field, value, sources, given);
    return fault === undefined ? [] : [`${field.option} ${fault}`];
  });
}

/** Fields that need a value and have none, in the order of the table. */
export function missingFields(sources: Sources, given: Given): FieldName[] {
  return fieldNames.filter((name) => given[name] === undefined && fields[name].needed?.(sources, given) === true);
}

/** A line for each missing option, with what it may be. */
export function missingOptions(sources: Sources, given: Given): string[] {
  return missingFields(sources, given).map((name) => {
    const field = fields[name];
    const choices = field.choices?.(sources, given).map((each) => each.name);
    const allowed = choices === undefined ? `as ${quoted(exampleOf(field))}` : `one of ${choices.join(', ')}`;
    return `${field.option.padEnd(widest)}  ${field.title}: ${allowed}`;
  });
}

const widest = Math.max(...fieldNames.map((name) => fields[name].option.length));

/** In the quotes that a shell wants. */
function quoted(example: string): string {
  return example.includes(' ') ? `"${example}"` : example;
}
