import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runExpired } from '../../../../generator/cli/commands/expired.js';
import { UsageError } from '../../../../generator/cli/usage-error.js';
import { starterFolder } from '../starter-folder.js';

const expired = async (date: string, ...lines: string[]) => {
  const root = starterFolder();
  appendFileSync(join(root, 'tenants', 'acme.yaml'), lines.map((line) => `  ${line}\n`).join(''));
  return (await runExpired({ root, date })).data['expired'];
};

describe('tenantry expired', () => {
  it('lists a tenant from the day after the one that it names', async () => {
    expect(await expired('2026-12-31', 'expiresAt: 2026-12-31')).toEqual([]);
    expect(await expired('2027-01-01', 'expiresAt: 2026-12-31')).toMatchObject([
      { tenant: 'acme', expiresAt: '2026-12-31' },
    ]);
  });

  it('lists neither one without an end nor one that does not run', async () => {
    expect(await expired('2099-01-01')).toEqual([]);
    expect(await expired('2099-01-01', 'expiresAt: 2026-12-31', 'lifecycle: suspended')).toEqual([]);
  });

  it.each(['soon', '2026-13-01', '2026-1-1'])('does not take %s for a date', async (date) => {
    await expect(runExpired({ root: '.', date })).rejects.toThrow(UsageError);
  });
});
