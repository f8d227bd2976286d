// Prints the result of a command, findings first, and decides the exit code.

import { CommanderError } from 'commander';
import { type Finding, hasErrors, OutsideError, sortFindings } from '../constructs/base/finding.js';
import { annotationsText, failureAnnotation, findingsText } from './show-findings.js';
import { printable, type Terminal, UsageError } from './terminal.js';

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

/** In `markdown` the answer is a document; all else is shown as in `text`. */
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
  const error = failure && failureData(failure);
  terminal.out(jsonText({ ...data, error, findings: sortFindings(findings) }, format));
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

interface FailureData {
  readonly kind: 'usage' | 'outside' | 'defect';
  readonly message: string;
  readonly hint?: string;
  /** Where a defect shows itself. */
  readonly stack?: string;
}

function failureData(error: unknown): FailureData {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CommanderError)
    return { kind: 'usage', message: message.replace(/^error: /, ''), hint: usageHint };
  if (error instanceof UsageError) return { kind: 'usage', message };
  if (error instanceof OutsideError) return { kind: 'outside', message, hint: error.hint };
  return { kind: 'defect', message, hint: defectHint, stack: error instanceof Error ? error.stack : undefined };
}

const usageHint = 'run it with --help for the options and examples';
const defectHint = 'this is a defect of Tenantry: please report it with the command that shows it';

function failureText({ message, hint, stack }: FailureData, color: Terminal['color']): string {
  return [
    `${color.red('error:')} ${printable(message)}\n`,
    ...(hint === undefined ? [] : [`    ${color.cyan('hint:')} ${printable(hint)}\n`]),
    ...(stack === undefined ? [] : [`${color.dim(printable(stack))}\n`]),
  ].join('');
}
