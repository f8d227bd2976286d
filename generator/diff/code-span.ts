// Text from strangers as a Markdown code span: in it nothing is a link, a mention, HTML or Markdown, and nothing leaves it.

/** A span whose fence is longer than any run of backticks inside; white space becomes one space, what can not be seen is spelt out. */
export function codeSpan(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, spelt);
  if (flat.trim() === '') return '` `';
  const fence = '`'.repeat(Math.max(0, ...[...flat.matchAll(/`+/g)].map((run) => run[0].length)) + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

function spelt(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
