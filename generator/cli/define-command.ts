// One command of the command line: its usage, options, help and examples, and what runs it. The work itself is loaded only
// when it runs, so that `--help` and quick commands pay for nothing else.
import { type Command, Option } from 'commander';
import type { CommandResult } from './command-result.js';
import { type OutputFormat, showResult } from './show-result.js';
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
