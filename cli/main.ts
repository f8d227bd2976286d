// The process `tenantry`: its arguments go in, and its exit code comes out.
import { runProgram } from './program.js';
import { processTerminal } from './terminal.js';

// cdk8s reads these: whoever has them set must not get other manifests.
for (const name of ['CDK8S_DISABLE_SORT', 'CDK8S_LEGACY_HASH', 'CDK8S_CHECK_UPGRADE']) delete process.env[name];

// A file that may not grow further is then an error like a full disk, and not the end of the process without a word.
process.on('SIGXFSZ', () => {});

process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
