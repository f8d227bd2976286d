// What ends a command that runs until it is told to stop: Ctrl-C, SIGTERM, or a reader that has gone.
import type { Writable } from 'node:stream';

/** Aborted by the first of them; a second Ctrl-C ends the process at once. */
export function stopSignal(output: Writable = process.stdout): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  output.once('error', stop);
  return controller.signal;
}
