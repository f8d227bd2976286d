// No finding about a value speaks as the schema library does.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueWords } from '../../../constructs/base/wording.js';

function wordsFor(schema: z.ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(issueWords);
}

describe('issueWords', () => {
  it.each([
    ['a text that is too long', z.string().max(3), 'long text', 'must have at most 3 characters'],
    ['an empty text', z.string().min(1), '', 'must not be empty'],
    ['a list that is too long', z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
    ['a number that is too large', z.int().max(9), 12, 'must be at most 9'],
    ['a number that is too small', z.int().min(1), 0, 'must be at least 1'],
    ['a word that is none of some', z.enum(['a', 'b']), 'c', 'must be a or b'],
    ['a text of another form', z.string().regex(/^x$/), 'y', 'is not of the form that is needed'],
    ['a sentence of ours', z.string().regex(/^x$/, { error: 'Must be x' }), 'y', 'must be x'],
  ])('words %s', (_, schema, value, words) => {
    expect(wordsFor(schema, value)).toEqual([words]);
  });
});
