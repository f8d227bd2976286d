// The process `tenantry`: arguments in, exit code out.

import { CommanderError } from 'commander';
import { makeProgram } from './program.js';
import { exitCodes, type OutputFormat, showFailure } from './show-result.js';
import { processTerminal } from './terminal.js';

// cdk8s reads these: whoever has them set must not get other manifests.
for (const name of ['CDK8S_DISABLE_SORT', 'CDK8S_LEGACY_HASH', 'CDK8S_CHECK_UPGRADE']) delete process.env[name];

// A file that may not grow further is then an error like a full disk, and not the end of the process without a word.
process.on('SIGXFSZ', () => {});

const terminal = processTerminal();
process.exitCode = await run(process.argv);

async function run(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.fine;
  const format = wantedFormat(argv.slice(2));
  const program = makeProgram(terminal, (exit) => {
    code = exit;
  });
  for (const each of [program, ...program.commands]) {
    each.exitOverride();
    if (format === 'json') each.configureOutput({ writeErr: () => {} });
  }
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return showFailure(error, format, terminal);
    if (error.exitCode === 0) return exitCodes.fine;
    // Commander has told people already.
    return format === 'json' ? showFailure(error, format, terminal) : exitCodes.usage;
  }
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
