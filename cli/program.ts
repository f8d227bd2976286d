// The command line: every command, loaded once it is asked for, and what a run of one ends with.
import { Command, CommanderError, Help, type Option } from 'commander';
import { type CommandDefinition, listCommand } from './define-command.js';
import { exitCodes, type OutputFormat, showFailure } from './show-result.js';
import type { Terminal } from './terminal.js';

/** Runs the command that the words after the program's name say; gives the exit code. */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.fine;
  const format = wantedFormat(words);
  const onExit = (exit: number) => {
    code = exit;
  };
  // Of the commands that are not named, only the one line in `--help` can be asked for.
  const program = await makeProgram(terminal, onExit, (name) => words.includes(name));
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
    // Commander has printed it already.
    return format === 'json' ? showFailure(error, format, terminal) : exitCodes.usage;
  }
}

/** Makes the program; `onExit` gets the exit code of the command that ran. Commands that are not wanted are only listed. */
export async function makeProgram(
  terminal: Terminal,
  onExit: (code: number) => void,
  isWanted: (name: string) => boolean = () => true,
): Promise<Command> {
  const program = new Command('tenantry')
    .description(
      'One reviewed YAML file per tenant becomes plain Kubernetes manifests in a git repository that Argo CD watches.',
    )
    .version(version, '-V, --version')
    .showHelpAfterError('(run with --help for the options and examples)')
    .configureHelp({ showGlobalOptions: true, optionDescription });
  for (const { usage, summary, load } of commands) {
    const command = listCommand(program, usage, summary);
    if (isWanted(command.name())) (await load())(command, terminal, onExit);
  }
  return program;
}

const version = '0.1.0';

interface CommandEntry {
  readonly usage: string;
  readonly summary: string;
  /** The rest of it, and all that it needs to run. */
  readonly load: () => Promise<CommandDefinition>;
}

/** In the order in which `--help` lists them. */
const commands: readonly CommandEntry[] = [
  {
    usage: 'init [folder]',
    summary: 'make a new platform that works at once',
    load: async () => (await import('./init/init.js')).initCommand,
  },
  {
    usage: 'add [id]',
    summary: 'add a tenant: writes tenants/<id>.yaml',
    load: async () => (await import('./add/add.js')).addCommand,
  },
  {
    usage: 'validate',
    summary: 'check everything, write nothing',
    load: async () => (await import('./validate/validate.js')).validateCommand,
  },
  {
    usage: 'report <folder>',
    summary: 'show on a pull request what validate found',
    load: async () => (await import('./report.js')).reportCommand,
  },
  {
    usage: 'render',
    summary: 'write the manifests of every tenant to a folder',
    load: async () => (await import('./render.js')).renderCommand,
  },
  {
    usage: 'publish',
    summary: 'render every tenant and publish the difference as one commit',
    load: async () => (await import('./publish.js')).publishCommand,
  },
  {
    usage: 'diff [ids...]',
    summary: 'show what would change in Kubernetes',
    load: async () => (await import('./diff.js')).diffCommand,
  },
  {
    usage: 'policy',
    summary: 'say whether the policy permits what a change does',
    load: async () => (await import('./policy.js')).policyCommand,
  },
  {
    usage: 'schemas <action>',
    summary: '`schemas pull` keeps your cluster’s schemas, to check against',
    load: async () => (await import('./schemas.js')).schemasCommand,
  },
  {
    usage: 'expired',
    summary: 'list tenants that run although they have expired',
    load: async () => (await import('./expired.js')).expiredCommand,
  },
  {
    usage: 'cost [id]',
    summary: 'show what tenants cost in a month',
    load: async () => (await import('./cost/cost.js')).costCommand,
  },
  {
    usage: 'bootstrap',
    summary: 'print what Argo CD is given once',
    load: async () => (await import('./bootstrap.js')).bootstrapCommand,
  },
  {
    usage: 'explain <id> [field]',
    summary: 'show a tenant’s plan, and who set each value',
    load: async () => (await import('./explain.js')).explainCommand,
  },
  {
    usage: 'status [id]',
    summary: 'show where tenants are on their way, straight from the cluster',
    load: async () => (await import('./status/status.js')).statusCommand,
  },
  {
    usage: 'serve',
    summary: 'watch tenants, remember what happens to them, and tell people',
    load: async () => (await import('./serve/serve.js')).serveCommand,
  },
  {
    usage: 'retry <id>',
    summary: 'let Argo CD try a tenant again, through git',
    load: async () => (await import('./retry.js')).retryCommand,
  },
  {
    usage: 'restore <id>',
    summary: 'restore a tenant’s database from its backups, or declare that done',
    load: async () => (await import('./restore/restore.js')).restoreCommand,
  },
];

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
