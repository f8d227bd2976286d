// What git says on standard error, as part of one sentence: without prefixes, tabs and what it says to everybody.

/** Lines that say nothing beside the others. */
const noise =
  /^(?:hint:|fast-import: dumping crash report|Please make sure you have the correct access rights|and the repository exists|error: failed to push some refs)/;

/** How git begins a line, where the words after it say enough. */
const prefix = /^(?:(?:fatal|error|remote|warning):\s*)+/;

/** Characters of it that are shown: hooks may say whole pages. */
const longest = 400;

/** The complaint's lines, each once, in one line; empty for an empty one. */
export function gitWords(complaint: string): string {
  const lines = complaint
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !noise.test(line))
    .map((line) => rejection(line) ?? line.replace(prefix, '').replaceAll(/\s+/g, ' '));
  const words = [...new Set(lines)].filter((line) => line !== '').join('; ');
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

/** A line of `git push --porcelain`: flag, refs and summary, with tabs between (git-push(1), Output). */
function rejection(line: string): string | undefined {
  const [, ref, how] = /^!\t[^\t]*:([^\t]+)\t(.*)$/.exec(line) ?? [];
  return ref === undefined || how === undefined ? undefined : `${ref.replace('refs/heads/', 'branch ')} ${how}`;
}
