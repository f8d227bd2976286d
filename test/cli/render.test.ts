import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { platformFolder } from './platform-folder.js';
import { runCli } from './run-cli.js';

describe('tenantry render --out', { timeout: 120_000 }, () => {
  it('takes a folder anywhere, and one below the platform’s', async () => {
    const cwd = platformFolder();
    const elsewhere = join(temporaryFolder(), 'preview');
    expect(await runCli(['render', '--out', elsewhere], { cwd })).toMatchObject({ code: 0 });
    expect(await runCli(['render', '--out', 'preview'], { cwd })).toMatchObject({ code: 0 });
    expect([elsewhere, join(cwd, 'preview')].map((folder) => existsSync(join(folder, '.tenantry.json')))).toEqual([
      true,
      true,
    ]);
    expect(existsSync(join(cwd, elsewhere))).toBe(false);
  });
});
