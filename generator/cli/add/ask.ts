// Asks a person on a terminal for what is still missing of a new tenant, and checks each answer while it is typed.
import { isCancel, select, text } from '@clack/prompts';
import type { Sources } from '../../load/sources.js';
import type { Person } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { missingFields, tryFindFault } from './complaints.js';
import { exampleOf, type Field, fields } from './fields.js';
import type { Given } from './given.js';

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
    const options = choices.map(({ name, description }) => ({
      value: name,
      label: name,
      ...(description === undefined ? {} : { hint: description }),
    }));
    return select({ ...person, message, options, maxItems: 10 });
  }
  const validate = (value = '') => tryFindFault(field, value.trim(), sources, given);
  const answer = await text({ ...person, message, placeholder: exampleOf(field), validate });
  return isCancel(answer) ? answer : (answer ?? '');
}
