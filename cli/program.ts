// The command line: every command, in the order in which `--help` lists them, and what a run of one ends with.
import { Command, CommanderError, Help, type Option } from 'commander';
import { addCommand } from './add/add.js';
import { bootstrapCommand } from './bootstrap.js';
import { costCommand } from './cost/cost.js';
import { diffCommand } from './diff.js';
import { expiredCommand } from './expired.js';
import { explainCommand } from './explain.js';
import { initCommand } from './init/init.js';
import { policyCommand } from './policy.js';
import { publishCommand } from './publish.js';
import { renderCommand } from './render.js';
import { reportCommand } from './report.js';
import { restoreCommand } from './restore/restore.js';
import { retryCommand } from './retry.js';
import { schemasCommand } from './schemas.js';
import { serveCommand } from './serve/serve.js';
import { exitCodes, type OutputFormat, showFailure } from './show-result.js';
import { statusCommand } from './status/status.js';
import type { Terminal } from './terminal.js';
import { validateCommand } from './validate/validate.js';

const version = '0.1.0';

const commands = [
  initCommand,
  addCommand,
  validateCommand,
  reportCommand,
  renderCommand,
  publishCommand,
  diffCommand,
  policyCommand,
  schemasCommand,
  expiredCommand,
  costCommand,
  bootstrapCommand,
  explainCommand,
  statusCommand,
  serveCommand,
  retryCommand,
  restoreCommand,
];

/** Runs the command that the words after the program's name say; gives the exit code. */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.fine;
  const format = wantedFormat(words);
  const program = makeProgram(terminal, (exit) => {
    code = exit;
  });
  for (const each of [program, ...program.commands]) {
    each.exitOverride();
    each.configureOutput({ writeOut: terminal.out, writeErr: format === 'json' ? () => {} : terminal.err });
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return showFailure(error, format, terminal);
    if (error.exitCode === 0) return exitCodes.fine;
    // Commander has told people already.
    return format === 'json' ? showFailure(error, format, terminal) : exitCodes.usage;
  }
}

/** Makes the program; `onExit` gets the exit code of the command that ran. */
export function makeProgram(terminal: Terminal, onExit: (code: number) => void): Command {
  const program = new Command('tenantry')
    .description(
      'One reviewed YAML file per tenant becomes plain Kubernetes manifests in a git repository that Argo CD watches.',
    )
    .version(version, '-V, --version')
    .showHelpAfterError('(run with --help for the options and examples)')
    .configureHelp({ showGlobalOptions: true, optionDescription });
  for (const add of commands) add(program, terminal, onExit);
  return program;
}

/** A switch is off unless it is named: to say so of each would only make lines longer. */
function optionDescription(option: Option): string {
  return option.isBoolean() ? option.description : new Help().optionDescription(option);
}

/** The format that the words after the program's name ask for. */
export function wantedFormat(words: readonly string[]): OutputFormat {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const isJson = options.some((word, index) => {
    if (word === '-o' || word === '--output') return options[index + 1] === 'json';
    return word === '-ojson' || word === '--output=json';
  });
  return isJson ? 'json' : 'text';
}
