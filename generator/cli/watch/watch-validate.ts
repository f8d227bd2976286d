// `tenantry validate --watch`: checks at once and after each change of the sources, until it is stopped. What fails outside on the
// way is shown, and looked at again with the next change.
import { OutsideError } from '../../finding/outside-error.js';
import { timeOfDay } from '../clock.js';
import { exitCodes } from '../command-result.js';
import { runValidate, type ValidateCommand } from '../commands/validate.js';
import { type OutputFormat, type ShownFormat, showFailure, showResult } from '../show-result.js';
import type { Terminal } from '../terminal.js';
import { SourceWatch } from './source-watch.js';

export interface WatchCommand extends Pick<ValidateCommand, 'root' | 'out' | 'schemas'> {
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
