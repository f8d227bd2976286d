// What every quick test begins with: one that starts a process would make the others wait, so it fails.
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const)
  Reflect.set(childProcess, name, () => {
    throw new Error('a quick test starts no process: list it in vitest.config.ts as one that does');
  });
syncBuiltinESMExports();
