// What a command gives back; only show-result prints it, as text for people or as JSON for programs.
import type { Finding } from '../finding/finding.js';
import type { OutsideError } from '../finding/outside-error.js';

export interface CommandResult {
  readonly findings: readonly Finding[];
  /** The whole answer for programs; findings are added to it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The answer for people, on standard output. */
  readonly lines: readonly string[];
  /** The same as one document, of commands that can be asked for it. */
  readonly markdown?: string;
  /** What to do next, for people, on standard error. */
  readonly next: readonly string[];
  /** What failed outside after the answer had come true, as the folder that mirrors a commit which stands. */
  readonly failure?: OutsideError;
}

/** Exit codes: fine, findings, wrong usage, something outside failed. */
export const exitCodes = { fine: 0, findings: 1, usage: 2, outside: 3 } as const;
