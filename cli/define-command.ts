// How a command is defined: its options, help and examples, and what runs it. The list of commands in program.ts has its usage and
// summary, for `--help` shows them before anything of a command is loaded.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PullRequestOptions } from './propose.js';
import { type CommandResult, type OutputFormat, showResult } from './show-result.js';
import type { Terminal } from './terminal.js';

/** Options of every command. */
export interface CommonOptions {
  readonly root: string;
  readonly output: OutputFormat;
}

/** Completes a command that is listed, with its options and what runs it; `onExit` gets its exit code. */
export type CommandDefinition = (command: Command, terminal: Terminal, onExit: (code: number) => void) => void;

interface Help {
  /** @default the summary */
  readonly description?: string;
  readonly options: readonly Option[];
  /** @default text and JSON */
  readonly formats?: readonly OutputFormat[];
  readonly examples: readonly string[];
}

/** A command that has shown its results itself gives the exit code alone. */
type Run<Options> = (
  words: readonly string[],
  options: Options & CommonOptions,
  terminal: Terminal,
) => Promise<CommandResult | number>;

/** Defines a command; each has `--root`, `--output` and examples in its help. */
export function defineCommand<Options>(help: Help, run: Run<Options>): CommandDefinition {
  return (command, terminal, onExit) => {
    describe(command, help);
    command.action(async () => {
      const options = command.opts() as Options & CommonOptions;
      const result = await run(command.args, options, terminal);
      onExit(typeof result === 'number' ? result : showResult(result, options.output, terminal));
    });
  };
}

function describe(command: Command, { description, options, formats = ['text', 'json'], examples }: Help): void {
  if (description !== undefined) command.description(description);
  command
    .addOption(new Option('-o, --output <format>', 'how to answer').choices(formats).default('text'))
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
  for (const option of options) command.addOption(option);
}

/** Adds as much of a command to the program as its list of commands shows. */
export function listCommand(program: Command, usage: string, summary: string): Command {
  return program
    .command(usage)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .option('-C, --root <folder>', 'the platform’s folder, with platform.yaml in it', '.');
}

export const schemasOption = new Option(
  '--schemas <folder>',
  'folder that `schemas pull` filled; default: .tenantry/schemas',
);
export const outOption = new Option('--out <folder>', 'folder that mirrors what is published').default('dist');
export const repositoryOption = new Option('--repository <owner/name>', 'on GitHub; default: the remote origin');
export const baseOption = new Option(
  '--base <branch>',
  'what the pull request is merged into; default: the repository’s default branch',
);
export const moveSetsOption = new Option(
  '--move-sets',
  'let a changed number of sets move tenants between ApplicationSets',
).default(false);

/** What commands with --pr are given. */
export interface PullRequestFlags {
  readonly pr: boolean;
  readonly repository?: string;
  readonly base?: string;
}

/** The pull request to open, where --pr asks for one. */
export function pullRequestOf({ pr, repository, base }: PullRequestFlags): PullRequestOptions | undefined {
  return pr ? { repository, base } : undefined;
}

/** Reads a whole number above zero. */
export function number(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
