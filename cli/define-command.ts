// One command of the command line: its usage, options, help and examples, and what runs it. The work itself is loaded only
// when it runs, so that `--help` and quick commands pay for nothing else.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PullRequestOptions } from './propose.js';
import { type CommandResult, type OutputFormat, showResult } from './show-result.js';
import type { Terminal } from './terminal.js';

/** Options of every command. */
export interface CommonOptions {
  readonly root: string;
  readonly output: OutputFormat;
}

/** Adds a command to the program; `onExit` gets its exit code. */
export type CommandDefinition = (program: Command, terminal: Terminal, onExit: (code: number) => void) => void;

interface Help {
  readonly usage: string;
  readonly summary: string;
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
  return (program, terminal, onExit) => {
    const command = describe(program, help);
    command.action(async () => {
      const options = command.opts() as Options & CommonOptions;
      const result = await run(command.args, options, terminal);
      onExit(typeof result === 'number' ? result : showResult(result, options.output, terminal));
    });
  };
}

function describe(program: Command, help: Help): Command {
  const { usage, summary, description, options, formats = ['text', 'json'], examples } = help;
  const command = program
    .command(usage)
    .summary(summary)
    .description(description ?? `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .option('-C, --root <folder>', 'the platform’s folder, with platform.yaml in it', '.')
    .addOption(new Option('-o, --output <format>', 'how to answer').choices(formats).default('text'))
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
  for (const option of options) command.addOption(option);
  return command;
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
  readonly repository?: string | undefined;
  readonly base?: string | undefined;
}

/** The pull request to open, where --pr asks for one. */
export function pullRequestOf({ pr, repository, base }: PullRequestFlags): { pullRequest?: PullRequestOptions } {
  if (!pr) return {};
  const named = repository === undefined ? {} : { repository };
  return { pullRequest: { ...named, base } };
}

/** Reads a whole number above zero. */
export function number(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
