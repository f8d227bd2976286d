#!/usr/bin/env node
// The process `tenantry`: arguments in, exit code out.
import { CommanderError } from 'commander';
import { exitCodes } from './command-result.js';
import { makeProgram } from './program.js';
import { showFailure } from './show-result.js';
import { processTerminal } from './terminal.js';
import { UsageError } from './usage-error.js';

// cdk8s reads these: whoever has them set must not get other manifests.
for (const name of ['CDK8S_DISABLE_SORT', 'CDK8S_LEGACY_HASH', 'CDK8S_CHECK_UPGRADE']) delete process.env[name];

const terminal = processTerminal();
process.exitCode = await run(process.argv);

async function run(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.fine;
  const program = makeProgram(terminal, (exit) => {
    code = exit;
  });
  program.exitOverride();
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (error instanceof UsageError) {
      terminal.err(`${terminal.color.red('error:')} ${error.message}\n`);
      return exitCodes.usage;
    }
    return showFailure(error, argv.includes('json') ? 'json' : 'text', terminal);
  }
}
