// The same store on a real PostgreSQL; says so where Debian's package `postgresql` is not installed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { openHistory } from '../../../poller/history/open-history.js';
import { postgresDatabase } from '../../../poller/history/postgres-database.js';
import { historyContract } from './history-contract.js';
import { type PostgresServer, postgresBinaries, startPostgres } from './postgres-server.js';
import { manyTenants, sampleStatus } from './sample-status.js';

let server: PostgresServer;
beforeAll(async () => {
  if (postgresBinaries) server = await startPostgres(postgresBinaries);
}, 60_000);
afterAll(() => server?.remove());

describe.runIf(postgresBinaries)('on a PostgreSQL server', () => {
  historyContract('the history in PostgreSQL', () => postgresDatabase(server.url));

  const place = () => ({ url: server.url, folder: '/nowhere' });

  it('is opened by several replicas at once', async () => {
    const replicas = await Promise.all([1, 2, 3, 4].map(() => openHistory(place())));
    const batch = manyTenants(20, { displayName: 'Replicated' });
    const recorded = await Promise.all(replicas.map((replica) => replica.record(batch)));
    expect(recorded.map(({ events }) => events.length).filter((count) => count > 0)).toHaveLength(1);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('says that the server is gone, and goes on when it is back', async () => {
    const history = await openHistory(place());
    await history.record([sampleStatus({ tenant: 'before' })]);
    server.stop();
    await expect(history.ping()).rejects.toBeInstanceOf(OutsideError);
    await expect(history.record([sampleStatus({ tenant: 'during' })])).rejects.toBeInstanceOf(OutsideError);
    server.start();
    await history.record([sampleStatus({ tenant: 'during' })]);
    expect((await history.statuses()).map(({ tenant }) => tenant)).toEqual(
      expect.arrayContaining(['before', 'during']),
    );
    await history.close();
  });

  it('never shows the password of its address', async () => {
    const url = server.url.replace('tenantry@', 'tenantry:hunter2@').replace(/\/postgres$/, '/absent');
    const error = await openHistory({ url, folder: '/nowhere' }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OutsideError);
    expect(`${error} ${error instanceof OutsideError ? error.hint : ''}`).not.toContain('hunter2');
  });
});

describe.runIf(!postgresBinaries)('on a PostgreSQL server', () => {
  it('is not tried: install the package postgresql', () => {
    expect(postgresBinaries).toBeUndefined();
  });
});
