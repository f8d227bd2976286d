// Brings a Markdown text below a limit of GitHub's: whole lines stay, what is folded is closed again, and a note says where the rest is.

export interface Cut {
  /** Characters, as GitHub counts them; a text is never longer in them than in JavaScript's. */
  readonly limit: number;
  /** Where the whole text is; absent where nobody keeps it. */
  readonly fullUrl?: string;
}

/** The text itself where it fits. */
export function cutMarkdown(text: string, { limit, fullUrl }: Cut): string {
  if (text.length <= limit) return text;
  const lines = text.split('\n');
  // The note can only get shorter: it counts what is left out, and here that is all.
  const kept = wholeBlocks(fitting(lines, limit - closing.length - note(lines.length, fullUrl).length));
  const folded = count(kept, '<details>') > count(kept, '</details>');
  return `${kept.join('\n')}${folded ? closing : ''}${note(lines.length - kept.length, fullUrl)}`;
}

const closing = '\n\n</details>';

function note(lines: number, fullUrl: string | undefined): string {
  const where = fullUrl === undefined ? '`tenantry diff` shows all' : `[the whole report](${fullUrl})`;
  return `\n\n**${lines} more lines do not fit here: ${where}**`;
}

function fitting(lines: readonly string[], room: number): string[] {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  return lines.slice(0, end < 0 ? lines.length : end);
}

/** Without the beginning of a block at the end, where that leaves at least half. */
function wholeBlocks(lines: string[]): string[] {
  const heading = lines.findLastIndex((line) => line.startsWith('### '));
  return heading > lines.length / 2 ? lines.slice(0, heading) : lines;
}

function count(lines: readonly string[], tag: string): number {
  return lines.filter((line) => line.startsWith(tag)).length;
}
