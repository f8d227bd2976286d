// What is wrong with the options of `tenantry add`: each value by the tenant schema's own field, and what is missing, all at once.
import { didYouMean } from '../../load/did-you-mean.js';
import { issueWords } from '../../load/issue-words.js';
import type { Sources } from '../../load/sources.js';
import { domainField, exampleOf, type Field, type FieldName, fieldNames, fields } from './fields.js';
import type { Given } from './given.js';

/** Why a value can not be used, in a few words for people; undefined for one that can. */
export function tryFindFault(field: Field, value: string, sources: Sources, given: Given): string | undefined {
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
