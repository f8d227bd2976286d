// `tenantry validate`: checks everything once, or again after each change.
import { Option } from 'commander';
import { OutsideError } from '../../constructs/base/finding.js';
import { timeOfDay } from '../clock.js';
import { type CommonOptions, defineCommand, number, outOption, schemasOption } from '../define-command.js';
import { exitCodes, type OutputFormat, type ShownFormat, showFailure, showResult } from '../show-result.js';
import { stopSignal, type Terminal } from '../terminal.js';
import { runValidate, type ValidateCommand } from './run-validate.js';
import { SourceWatch } from './source-watch.js';

export const validateCommand = defineCommand(
  {
    description:
      'Checks everything that publishing would, and writes nothing. With --watch it checks again after each change of platform.yaml, blueprints/, tenants/ and policies/ until Ctrl-C, and ends with 0 whatever it found; with --output json each check is then one line.',
    options: [
      outOption,
      schemasOption,
      new Option('--watch', 'check again after each change, until Ctrl-C').default(false).conflicts('report'),
      new Option('--report <folder>', 'also write there what `tenantry report` takes to GitHub'),
      new Option(
        '--from <revision>',
        'source revision that is judged against: who claimed what first, and the report’s diff; default: what is published',
      ),
      new Option('--pull-request <number>', 'that the report is about; default: what GitHub Actions says').argParser(
        number,
      ),
    ],
    examples: [
      'tenantry validate',
      'tenantry validate --output json',
      'tenantry validate --watch',
      'tenantry validate --report report --from origin/main',
    ],
  },
  async (_, options: CommonOptions & Omit<ValidateCommand, 'root'> & { watch: boolean }, terminal) => {
    if (!options.watch) return runValidate(options, terminal);
    return watchValidate(options, terminal, stopSignal());
  },
);

interface WatchCommand extends Pick<ValidateCommand, 'root' | 'out' | 'schemas'> {
  /** In JSON each round is one line. */
  readonly output: OutputFormat;
}

/** Returns the exit code once it is stopped: fine, whatever was found on the way; outside where the folder is gone. */
export async function watchValidate(command: WatchCommand, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const format = command.output === 'json' ? 'json-lines' : 'text';
  let watch: SourceWatch | undefined;
  try {
    watch = new SourceWatch(command.root, stop);
    await showRound(command, format, terminal);
    while (await watch.next()) {
      startBlock(format, terminal);
      await showRound(command, format, terminal);
    }
    return exitCodes.fine;
  } catch (error) {
    return showFailure(error, format, terminal);
  } finally {
    watch?.close();
  }
}

async function showRound(command: WatchCommand, format: ShownFormat, terminal: Terminal): Promise<void> {
  try {
    const result = await runValidate(command, terminal);
    showResult({ ...result, next }, format, terminal);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    showFailure(error, format, terminal);
  }
}

const next = ['save a file and it is checked again; Ctrl-C ends this'];

/** A person sees the time and nothing old; a pipe gets one block below the other. */
function startBlock(format: ShownFormat, terminal: Terminal): void {
  if (format === 'text') terminal.out(terminal.clear() ? `checked at ${timeOfDay()}\n\n` : '\n');
}
