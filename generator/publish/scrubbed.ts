// Takes credentials out of a text before people or logs see it: git repeats URLs, and servers repeat tokens.

const secrets = [
  { pattern: /([a-z][a-z0-9+.-]*:\/\/)[^/\s]*@/gi, instead: '$1…@' },
  { pattern: /\b(?:gh[a-z]_|github_pat_|glpat-)[A-Za-z0-9_-]+/g, instead: '…' },
  { pattern: /(authorization:\s*)[^\r\n]*/gi, instead: '$1…' },
] as const;

/** The text without passwords in addresses, authorisation headers and known shapes of tokens. */
export function scrubbed(text: string): string {
  return secrets.reduce((rest, { pattern, instead }) => rest.replace(pattern, instead), text);
}
