// What kept a command from giving an answer: wrong usage, something outside, or a defect of Tenantry itself; for people and for programs.
import { CommanderError } from 'commander';
import { OutsideError } from '../finding/outside-error.js';
import { printable } from './printable.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface FailureData {
  readonly kind: 'usage' | 'outside' | 'defect';
  readonly message: string;
  readonly hint?: string;
  /** Where a defect shows itself. */
  readonly stack?: string;
}

export function failureData(error: unknown): FailureData {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CommanderError)
    return { kind: 'usage', message: message.replace(/^error: /, ''), hint: usageHint };
  if (error instanceof UsageError) return { kind: 'usage', message };
  if (error instanceof OutsideError)
    return { kind: 'outside', message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  const stack = error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
  return { kind: 'defect', message, hint: defectHint, ...stack };
}

const usageHint = 'run it with --help for the options and examples';
const defectHint = 'this is a defect of Tenantry: please report it with the command that shows it';

export function failureText({ message, hint, stack }: FailureData, color: Terminal['color']): string {
  return [
    `${color.red('error:')} ${printable(message)}\n`,
    ...(hint === undefined ? [] : [`    ${color.cyan('hint:')} ${printable(hint)}\n`]),
    ...(stack === undefined ? [] : [`${color.dim(printable(stack))}\n`]),
  ].join('');
}
