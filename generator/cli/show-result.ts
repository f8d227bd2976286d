// Prints what a command gave back and says how the process is to end.
import { hasErrors, sortFindings } from '../finding/finding.js';
import { OutsideError } from '../finding/outside-error.js';
import { type CommandResult, exitCodes } from './command-result.js';
import { annotationsText, findingsText } from './show-findings.js';
import type { Terminal } from './terminal.js';

export type OutputFormat = 'text' | 'json';

/** Prints a result; returns the exit code. */
export function showResult(result: CommandResult, format: OutputFormat, terminal: Terminal): number {
  if (format === 'json') {
    terminal.out(`${JSON.stringify({ ...result.data, findings: sortFindings(result.findings) }, undefined, 2)}\n`);
  } else {
    for (const line of result.lines) terminal.out(`${line}\n`);
    terminal.err(findingsText(result.findings, terminal.color));
    for (const line of result.next) terminal.err(`${terminal.color.dim('next:')} ${line}\n`);
  }
  if (terminal.annotations) terminal.err(annotationsText(result.findings));
  return hasErrors(result.findings) ? exitCodes.findings : exitCodes.fine;
}

/** Prints what went wrong outside; returns the exit code. Anything else is a defect of Tenantry and says so. */
export function showFailure(error: unknown, format: OutputFormat, terminal: Terminal): number {
  const outside = error instanceof OutsideError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = outside ? error.hint : 'this is a defect of Tenantry: please report it with the command that shows it';
  if (format === 'json')
    terminal.out(`${JSON.stringify({ error: message, ...(hint === undefined ? {} : { hint }) }, undefined, 2)}\n`);
  else {
    terminal.err(`${terminal.color.red('error:')} ${message}\n`);
    if (hint !== undefined) terminal.err(`    ${terminal.color.cyan('hint:')} ${hint}\n`);
    if (!outside && error instanceof Error) terminal.err(`${terminal.color.dim(error.stack ?? '')}\n`);
  }
  return exitCodes.outside;
}
