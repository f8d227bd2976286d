import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { embeddedDatabase } from '../../../poller/history/embedded-database.js';
import { openHistory } from '../../../poller/history/open-history.js';
import { historyContract } from './history-contract.js';
import { sampleStatus } from './sample-status.js';

const folder = mkdtempSync(`${tmpdir()}/tenantry-history-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

historyContract('the embedded history', () => embeddedDatabase(folder));

describe('the embedded history', () => {
  it('finds again what it had, is never open twice, and says who has it', async () => {
    const place = { folder };
    const first = await openHistory(place);
    const { statuses } = await first.record([sampleStatus()]);
    await expect(openHistory(place)).rejects.toThrow(`in use by process ${process.pid}`);
    await first.close();
    const second = await openHistory(place);
    expect(await second.statuses()).toEqual(statuses);
    await second.prune(1);
    await second.close();
  });
});
