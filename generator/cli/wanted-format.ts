// Which format an invocation asks for, known before its arguments are understood: even a wrong one is answered in it.
import type { OutputFormat } from './show-result.js';

/** The format that the words after the program's name ask for. */
export function wantedFormat(words: readonly string[]): OutputFormat {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const isJson = options.some((word, index) => {
    if (word === '-o' || word === '--output') return options[index + 1] === 'json';
    return word === '-ojson' || word === '--output=json';
  });
  return isJson ? 'json' : 'text';
}
