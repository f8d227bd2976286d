// The command line: every command, in the order in which `--help` lists them.
import { Command, Help, type Option } from 'commander';
import { addCommand } from './definitions/add.js';
import { bootstrapCommand } from './definitions/bootstrap.js';
import { costCommand } from './definitions/cost.js';
import { diffCommand } from './definitions/diff.js';
import { expiredCommand } from './definitions/expired.js';
import { explainCommand } from './definitions/explain.js';
import { initCommand } from './definitions/init.js';
import { policyCommand } from './definitions/policy.js';
import { publishCommand } from './definitions/publish.js';
import { renderCommand } from './definitions/render.js';
import { reportCommand } from './definitions/report.js';
import { restoreCommand } from './definitions/restore.js';
import { retryCommand } from './definitions/retry.js';
import { schemasCommand } from './definitions/schemas.js';
import { serveCommand } from './definitions/serve.js';
import { statusCommand } from './definitions/status.js';
import { validateCommand } from './definitions/validate.js';
import type { Terminal } from './terminal.js';

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
