import { expect, it } from 'vitest';
import { wantedFormat } from '../../cli/program.js';

it.each([
  [['validate', '--output', 'json'], 'json'],
  [['validate', '--output=json'], 'json'],
  [['-o', 'json'], 'json'],
  [['-ojson', '--unknown'], 'json'],
  [['validate'], 'text'],
  [['explain', 'json'], 'text'],
  [['validate', '--output'], 'text'],
  [['validate', '--output', 'text'], 'text'],
  [['explain', '--', '--output', 'json'], 'text'],
] as const)('%j asks for %s', (words, expected) => {
  expect(wantedFormat(words)).toBe(expected);
});
