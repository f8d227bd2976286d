// Prints what a command gave back and says how the process is to end: findings first, then the answer, then what to do next.
import { hasErrors, sortFindings } from '../finding/finding.js';
import { type CommandResult, exitCodes } from './command-result.js';
import { type FailureData, failureData, failureText } from './failure.js';
import { printable } from './printable.js';
import { annotationsText, failureAnnotation, findingsText } from './show-findings.js';
import type { Terminal } from './terminal.js';

/** In `markdown` the answer is a document; all else is told as in `text`. */
export type OutputFormat = 'text' | 'json' | 'markdown';

/** In `json-lines` a result is one line, for commands that give several. */
export type ShownFormat = OutputFormat | 'json-lines';

/** Prints a result; returns the exit code. */
export function showResult(result: CommandResult, format: ShownFormat, terminal: Terminal): number {
  if (format === 'json' || format === 'json-lines') showJson(result, format, terminal);
  else showText(result, format, terminal);
  if (terminal.annotations) terminal.err(annotationsText(result.findings));
  if (result.failure !== undefined) return annotated(failureData(result.failure), terminal);
  return hasErrors(result.findings) ? exitCodes.findings : exitCodes.fine;
}

/** Prints why there is no result; returns the exit code. */
export function showFailure(error: unknown, format: ShownFormat, terminal: Terminal): number {
  const failure = failureData(error);
  if (format === 'json' || format === 'json-lines') terminal.out(jsonText({ error: failure, findings: [] }, format));
  else terminal.err(failureText(failure, terminal.color));
  return annotated(failure, terminal);
}

function annotated({ kind, message, hint }: FailureData, terminal: Terminal): number {
  if (terminal.annotations) terminal.err(failureAnnotation(message, hint));
  return kind === 'usage' ? exitCodes.usage : exitCodes.outside;
}

function showJson({ data, findings, failure }: CommandResult, format: JsonFormat, terminal: Terminal): void {
  const error: { error?: FailureData } = failure === undefined ? {} : { error: failureData(failure) };
  terminal.out(jsonText({ ...data, ...error, findings: sortFindings(findings) }, format));
}

type TextFormat = 'text' | 'markdown';
type JsonFormat = Exclude<ShownFormat, TextFormat>;

const indents = { json: 2, 'json-lines': 0 } as const satisfies Record<JsonFormat, number>;

function jsonText(value: unknown, format: JsonFormat): string {
  return `${JSON.stringify(value, undefined, indents[format])}\n`;
}

function showText(
  { findings, lines, markdown, next, failure }: CommandResult,
  format: TextFormat,
  terminal: Terminal,
): void {
  if (findings.length > 0) terminal.err(`${findingsText(findings, terminal.color)}\n`);
  for (const line of format === 'markdown' && markdown !== undefined ? [markdown] : lines)
    terminal.out(`${printable(line)}\n`);
  if (failure !== undefined) terminal.err(`\n${failureText(failureData(failure), terminal.color)}`);
  if (next.length > 0) terminal.err(`\n${nextText(next, terminal)}`);
}

/** One step a line, each under the one before. */
function nextText(next: readonly string[], { color }: Terminal): string {
  return next.map((step, index) => `${index === 0 ? color.cyan('next:') : '     '} ${printable(step)}\n`).join('');
}
