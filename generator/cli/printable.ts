// File names, values and what git repeats come from strangers: no escape sequence of theirs reaches the terminal.

/** The text with everything that does not print, or that changes how others print, escaped; lines stay lines. */
export function printable(text: string): string {
  return text.replaceAll(
    unprintable,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for what must be one line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\u000a');
}

const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
