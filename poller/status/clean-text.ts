// Cleans texts of an Application, which anyone who can edit one may have written: one printable line of limited length, without
// credentials.

/** One line of at most `longest` UTF-16 units; what was cut ends with an ellipsis. */
export function cleanText(text: string, longest: number): string {
  // A little more than is kept: a text may have megabytes.
  const start = text.slice(0, 4 * longest);
  const line = plain.test(start) ? start : start.replaceAll(breaks, ' ').replaceAll(unprintable, '').trim();
  const safe = withoutSecrets(line);
  return safe.length <= longest && start.length === text.length ? safe : `${cut(safe, longest - 1)}…`;
}

/**
 * Without the users of addresses, and without what a log prints of its settings: a value behind a name that speaks of a secret. Prose has
 * a blank behind its colon. For whoever keeps another part of a text than its start: cut first, a secret would lose what it is known by.
 */
export function withoutSecrets(text: string): string {
  const anonymous = text.includes('@') ? text.replaceAll(userInfo, '//…@') : text;
  return anonymous.includes('=') || anonymous.includes(':') ? anonymous.replaceAll(assigned, '$1…') : anonymous;
}

const assigned =
  /((?:passw(?:or)?d|pwd|secret|token|api[_-]?key|authorization|credentials?)[\w.-]{0,40}(?:\s*=\s*|["']\s*:\s*|:(?=\S)|(?<=(?:passw(?:or)?d|authorization)):\s+))(?:"[^"]*"?|'[^']*'?|(?:(?:bearer|basic)\s+)?[^\s,;&]+)/gi;

const plain = /^[\x20-\x7e]*$/;
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls, what turns the direction of writing or has no width, and halves of characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
/** What stands before the host of an address, whose password may hold any sign: Argo CD repeats addresses of repositories in its errors. */
const userInfo = /\/\/\S*@/g;

/** Never in the middle of a character. */
function cut(text: string, longest: number): string {
  const last = text.codePointAt(longest - 1) ?? 0;
  return text.slice(0, last > 0xffff ? longest - 1 : longest);
}
