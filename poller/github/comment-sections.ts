// The parts of Tenantry's comment on a pull request: the report, and one section for each commit. Each part has its own writer, which
// leaves the others as they are.

/** Begins the comment: nobody sees it. */
export const commentMarker = '<!-- tenantry:report -->';
/** Characters (docs.github.com/rest/issues/comments answers 422 beyond it). */
const longestComment = 65_536;
const longestSection = 8_000;
/** Sections beside each other: a pull request has one commit, or the few that a rebase leaves. */
const mostSections = 3;

const sectionBegin = /^<!-- tenantry:commit ([0-9a-f]{40,64}) -->$/;
const sectionEnd = '<!-- /tenantry:commit -->';

export interface CommentParts {
  /** Markdown; empty where there has been no report. */
  readonly report: string;
  /** Markdown by commit. */
  readonly sections: ReadonlyMap<string, string>;
}

/** Reads a comment's text; what begins a section and never ends it is part of the report. */
export function commentParts(text: string): CommentParts {
  const report: string[] = [];
  const sections = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let index = lines[0] === commentMarker ? 1 : 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const commit = sectionBegin.exec(line)?.[1];
    const end = commit === undefined ? -1 : lines.indexOf(sectionEnd, index);
    if (commit === undefined || end < 0) report.push(line);
    else {
      sections.set(commit, lines.slice(index + 1, end).join('\n'));
      index = end;
    }
  }
  return { report: report.join('\n').trimEnd(), sections };
}

/** The comment's whole text, cut to what GitHub takes. */
export function commentText({ report, sections, fullUrl }: CommentParts & { readonly fullUrl?: string }): string {
  const parts = [...sections]
    .slice(-mostSections)
    .map(([commit, text]) => `\n\n<!-- tenantry:commit ${commit} -->\n${cutSection(text)}\n${sectionEnd}`)
    .join('');
  const limit = longestComment - commentMarker.length - 1 - parts.length;
  return `${commentMarker}\n${cutMarkdown(report, { limit, fullUrl })}${parts}`;
}

function cutSection(text: string): string {
  return cutMarkdown(text, { limit: longestSection });
}

interface Cut {
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
