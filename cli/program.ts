// The command line: every command, in the order in which `--help` lists them.
import { Command, Help, type Option } from 'commander';
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
