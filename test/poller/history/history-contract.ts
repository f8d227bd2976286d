// What every store must do, whichever database it is in. `open` gives an empty one; its second opening finds what the first left.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../poller/history/database.js';
import type { History } from '../../../poller/history/history.js';
import { migrate } from '../../../poller/history/migrate.js';
import { historyIn } from '../../../poller/history/open-history.js';
import { LeaseLost } from '../../../poller/history/record-batch.js';
import { outboxContract } from './outbox-contract.js';
import { manyTenants, sampleStatus, secondCommit, statusAt } from './sample-status.js';

const tables = ['audit_event', 'tenant_status', 'outbox', 'lease', 'milestone'];

export function historyContract(name: string, open: () => Promise<Database>): void {
  describe(name, () => {
    let database: Database;
    let history: History;
    beforeAll(async () => {
      database = await open();
      await migrate(database);
      history = historyIn(database);
    }, 60_000);
    afterAll(() => database.close());
    beforeEach(() => database.script(`truncate ${tables.map((table) => `tenantry.${table}`).join(', ')}`));

    it('migrates once, however often and by however many at once', async () => {
      await Promise.all([migrate(database), migrate(database), migrate(database)]);
      const { rows } = await database.query('select version from tenantry.migration order by version');
      expect(rows.map(({ version }) => Number(version))).toEqual([0, 1]);
    });

    it('refuses tables that a newer Tenantry has made', async () => {
      await database.query("insert into tenantry.migration (version, name) values (99, 'later')");
      await expect(migrate(database)).rejects.toMatchObject({ message: expect.stringContaining('newer Tenantry') });
      await database.query('delete from tenantry.migration where version = 99');
    });

    it('records what is new, and nothing of the same again', async () => {
      const first = await history.record([statusAt(6)]);
      const again = await history.record([statusAt(6)]);
      expect(first.events.map(({ kind }) => kind)).toContain('Started');
      expect(again.events).toEqual([]);
      expect(await history.statuses()).toEqual(first.statuses);
      expect(await history.since(0, 100)).toEqual(first.events);
    });

    it('gives a tenant’s events and everybody’s, the newest first and page by page', async () => {
      await history.record([sampleStatus(), sampleStatus({ tenant: 'other' })]);
      const newest = await history.activity({ limit: 4 });
      const rest = await history.activity({ limit: 4, before: newest.at(-1)?.id ?? 0 });
      const ids = [...newest, ...rest].map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort((one, other) => other - one));
      expect(ids).toHaveLength(6);
      const own = await history.history('other', { limit: 2 });
      expect(own.map(({ tenant, kind }) => [tenant, kind])).toEqual([
        ['other', 'Completed'],
        ['other', 'Started'],
      ]);
      const started = await history.activity({ limit: 9, kinds: ['Started'], tenants: ['acme-auto'] });
      expect(started.map(({ tenant, kind }) => [tenant, kind])).toEqual([['acme-auto', 'Started']]);
    });

    it('refuses to change an event', async () => {
      await history.record([sampleStatus()]);
      await expect(database.query("update tenantry.audit_event set message = 'else'")).rejects.toThrow(/append-only/);
    });

    it('writes nothing for a comparison that found nothing', async () => {
      await history.record([sampleStatus()]);
      const versions = () => database.query('select xmin::text from tenantry.tenant_status');
      const before = await versions();
      await history.record([sampleStatus({ comparedAt: '2026-11-21T12:00:00Z', revision: secondCommit })]);
      expect((await versions()).rows).toEqual(before.rows);
    });

    it('stores hostile texts without harm', async () => {
      const hostile = `\u0000 ' ; drop table tenantry.lease; -- \ud800 https://user:secret@git.example/x ${'x'.repeat(9000)}`;
      await history.record([sampleStatus({ state: 'failed', summary: hostile, displayName: '"}]); \\u0000' })]);
      const [event] = await history.activity({ limit: 1 });
      expect(event?.message).toMatch(/^ ' ; drop table/);
      expect(['secret', '\u0000', '\ud800'].filter((part) => event?.message.includes(part))).toEqual([]);
      expect(event?.message.length).toBeLessThan(2100);
    });

    it('takes ids of tenants as they are', async () => {
      const ids = ['__proto__', 'constructor', "o'brien", ''];
      await history.record(ids.map((tenant) => sampleStatus({ tenant })));
      expect((await history.statuses()).map(({ tenant }) => tenant).sort()).toEqual([...ids].sort());
    });

    it('undoes a whole batch where one part fails', async () => {
      const desires = () => {
        throw new Error('no');
      };
      await expect(history.record([sampleStatus()], { desires })).rejects.toThrow('no');
      expect([await history.statuses(), await history.since(0, 10)]).toEqual([[], []]);
    });

    it('takes the same batch from two at once, and tells it once', async () => {
      const batch = manyTenants(50);
      const both = await Promise.all([history.record(batch), history.record(batch)]);
      expect(both.map(({ events }) => events.length).sort((one, other) => one - other)).toEqual([0, 150]);
    });

    it('forgets a tenant but not its events, and goes on where it stopped when it comes again', async () => {
      await history.record([sampleStatus({ lifecycle: 'offboarding' })]);
      await history.forget(['acme-auto', 'nobody']);
      expect(await history.statuses()).toEqual([]);
      await history.record([sampleStatus()]);
      const kinds = (await history.history('acme-auto', { limit: 9 })).map(({ kind }) => kind);
      expect(kinds).toEqual(['Completed', 'Started', 'Requested', 'Offboarded', 'Completed', 'Started', 'Requested']);
    });

    it('prunes old events, but none of a latest way, and no status', async () => {
      await history.record([sampleStatus(), sampleStatus({ tenant: 'gone' })]);
      await history.record([sampleStatus({ correlation: { publishedCommit: secondCommit } })]);
      await history.forget(['gone']);
      await database.script(`alter table tenantry.audit_event disable trigger append_only;
        update tenantry.audit_event set at = at - interval '400 days';
        alter table tenantry.audit_event enable trigger append_only`);
      expect(await history.prune(500)).toBe(0);
      expect(await history.prune(365)).toBe(7);
      const left = await history.activity({ limit: 99 });
      expect(left.map(({ publishedCommit }) => publishedCommit)).toEqual(left.map(() => secondCommit));
      expect(await history.statuses()).toHaveLength(1);
    });

    it('prunes messages that were delivered long ago, and none that waits', async () => {
      const { outbox } = history;
      await outbox.desire(['told', 'waiting'].map((subject) => ({ target: 'chat', subject, payload: subject })));
      for (const message of await outbox.due(['chat'], 9))
        if (message.subject === 'told') await outbox.delivered(message, { id: 1 });
      await database.script(`update tenantry.outbox set delivered_at = delivered_at - interval '400 days'`);
      await history.prune(365);
      await outbox.desire([{ target: 'chat', subject: 'told', payload: 'told' }]);
      const due = await outbox.due(['chat'], 9);
      expect(due.map(({ subject, receipt }) => [subject, receipt])).toEqual([
        ['waiting', undefined],
        ['told', undefined],
      ]);
    });

    it('says once that all it sees is old news', async () => {
      const seen: boolean[] = [];
      const desires = (_: unknown, first: boolean) => {
        seen.push(first);
        if (seen.length === 2) throw new Error('interrupted');
        return [];
      };
      const options = { desires };
      await expect(history.record(manyTenants(501), options)).rejects.toThrow('interrupted');
      await history.record(manyTenants(501), options);
      await history.endFirstImport();
      await history.record([sampleStatus()], options);
      expect(seen).toEqual([true, true, true, true, false]);
    });

    it('lets one hold the lease, and refuses the writes of who has lost it', async () => {
      const { leases } = history;
      const lease = await leases.acquire('reporter', 'one', 60);
      expect(await leases.acquire('reporter', 'two', 60)).toBeUndefined();
      expect(await leases.acquire('reporter', 'one', 60)).toEqual(lease);
      if (!lease) throw new Error('no lease');
      await history.record([sampleStatus()], { lease });
      await leases.release(lease);
      expect(await leases.acquire('reporter', 'two', 60)).toEqual({
        name: 'reporter',
        holder: 'two',
        token: lease.token + 1,
      });
      await expect(history.record([statusAt(6)], { lease })).rejects.toBeInstanceOf(LeaseLost);
    });

    it('lets one of many win a lease that has ended', async () => {
      await history.leases.acquire('reporter', 'late', 0);
      const all = Array.from({ length: 8 }, (_, index) => history.leases.acquire('reporter', `holder-${index}`, 60));
      expect((await Promise.all(all)).filter((lease) => lease !== undefined)).toHaveLength(1);
    });

    outboxContract(
      () => history,
      () => database.script("update tenantry.outbox set next_attempt_at = clock_timestamp() - interval '1 second'"),
    );
  });
}
