import { describe, expect, it } from 'vitest';
import type { TenantPlan } from '../../../constructs/base/tenant-plan.js';
import type { PublishedServer } from '../../../constructs/database/published.js';
import { checkPublished } from '../../../generator/check/check-published.js';
import { renderTenant } from '../../../generator/render/render-tenant.js';
import { layout } from '../../../generator/tree/layout.js';
import { type PublishedTenant, readPublished } from '../../../generator/tree/published-tenant.js';
import { memoryTree } from '../../../generator/tree/tree.js';
import { findTenant } from '../../constructs/broken-tenant.js';
import { samplePlans } from '../../sample-platform.js';

const { context: sample } = samplePlans();

const { plan, entry: own } = findTenant('acme-auto');

function published(changes: { storage?: string; cluster?: string } = {}): PublishedTenant {
  const { storage = own.storage, cluster = 'eu-west' } = changes;
  const entry = { ...own, cluster, storage };
  return { id: 'acme-auto', cluster, path: 'clusters/eu-west/argocd/set-1/index/acme-auto.json', entry };
}

const codes = (tenant: PublishedTenant, of = plan) => checkPublished(of, tenant).map(({ code }) => code);

describe('checkPublished', () => {
  it('finds nothing where nothing changes, and nothing where storage grows', () => {
    expect(codes(published())).toEqual([]);
    expect(codes(published({ storage: '50Gi' }))).toEqual([]);
  });

  it('finds storage that shrinks, however it is written, at the line that says so', () => {
    expect(codes(published({ storage: '80.001Gi' }))).toEqual(['check/storage-shrinks']);
    expect(codes(published({ storage: '81920Mi' }))).toEqual([]);
    const [found] = checkPublished(plan, published({ storage: '1Ti' }));
    expect(found).toMatchObject({
      tenant: 'acme-auto',
      place: { file: 'tenants/acme-auto.yaml', line: expect.any(Number) },
    });
  });

  it('finds that the database vanished', () => {
    const { database: _, ...without } = plan;
    expect(codes(published(), without)).toEqual(['check/storage-shrinks']);
    expect(codes(published({ storage: '' }), without)).toEqual([]);
  });

  it('finds a region that moved', () => {
    expect(codes(published({ cluster: 'us-east' }))).toEqual(['check/cluster-moved']);
  });

  describe('the database server', () => {
    const at = '2026-05-01T12:00:00Z';
    const restore = { from: 1, at, schedule: 'daily' };
    const settled = { generation: 2 };
    const begun = { generation: 2, restore: { ...restore, keep: 1 } };

    /** The plan of a tenant whose file says this of its server. */
    function planned({ generation, restore: said }: PublishedServer): TenantPlan {
      if (plan.database === undefined) throw new Error('the sample has a database');
      if (said === undefined) return { ...plan, database: { ...plan.database, generation } };
      const { keep, ...rest } = said;
      const kept = keep === undefined ? {} : { keep: { generation: keep, databases: plan.database.databases } };
      return { ...plan, database: { ...plan.database, generation, restore: { ...rest, ...kept } } };
    }

    const judged = (server: PublishedServer | undefined, next: PublishedServer) =>
      codes({ ...published(), entry: { ...own, server } }, planned(next));

    it.each<[string, PublishedServer | undefined, PublishedServer]>([
      ['the first stays', undefined, { generation: 1 }],
      ['a restored one begins beside it', undefined, begun],
      ['the restore goes on', begun, begun],
      ['it is done', begun, settled],
      ['it is called off', begun, { generation: 1 }],
      ['another takes its place', begun, { generation: 3, restore: { ...restore, keep: 1 } }],
      ['another follows one that is settled', settled, { generation: 3, restore: { ...restore, keep: 2 } }],
      ['a new one begins where the old one is lost', undefined, { generation: 2, restore }],
    ])('may follow: %s', (_, server, next) => {
      expect(judged(server, next)).toEqual([]);
    });

    it.each<[string, PublishedServer | undefined, PublishedServer]>([
      ['one that goes back', settled, { generation: 1 }],
      ['one that would begin empty', undefined, settled],
      ['a restore of what is there already', settled, begun],
      [
        'another moment for what has begun',
        begun,
        { generation: 2, restore: { ...restore, at: '2026-05-01T00:00:00Z' } },
      ],
      ['one beside a server that is gone', settled, { generation: 3, restore: { ...restore, keep: 1 } }],
    ])('may not follow: %s', (_, server, next) => {
      expect(judged(server, next)).toEqual(['check/database-generation']);
    });

    it('is told by the index entry, and read from it again', async () => {
      const { entry } = renderTenant(planned(begun), sample.argocd);
      expect(entry.server).toEqual(begun);
      const tree = memoryTree([{ path: published().path, text: JSON.stringify(entry) }]);
      expect((await readPublished(tree)).get('acme-auto')?.entry?.server).toEqual(begun);
    });
  });

  it('reads the storage from the manifests where the entry is broken or lost', async () => {
    const text = 'kind: Cluster\nspec:\n  storage: {size: 1Ti}\n';
    const database = { path: layout.concern('eu-west', 'acme-auto', 'database'), text };
    const entries = [JSON.stringify({ ...own, storage: 'plenty' }), '{'].map((broken) => [
      { path: published().path, text: broken },
    ]);
    for (const entry of [...entries, []]) {
      const tenant = (await readPublished(memoryTree([database, ...entry]))).get('acme-auto');
      expect(tenant === undefined ? [] : codes(tenant)).toEqual(['check/storage-shrinks']);
    }
  });

  it('points at the tenant’s own line, and at the tier’s beside it', () => {
    const { plan: free, entry } = findTenant('bolt-garage');
    const before = { id: free.id, cluster: 'eu-west', path: 'index', entry: { ...entry, storage: '1Ti' } };
    expect(checkPublished(free, before)).toMatchObject([
      {
        code: 'check/storage-shrinks',
        place: { file: 'tenants/bolt-garage.yaml' },
        related: { file: 'blueprints/workshop.yaml' },
      },
    ]);
  });

  it.each([
    ['active', '', '2026-06-13', false],
    ['active', '', '2026-06-12', true],
    ['offboarding', '2026-06-10', '2026-06-10', false],
    ['offboarding', '2026-06-10', '2026-06-09', true],
  ])('cuts no grace period short: published %s %s, dated %s', (lifecycle, offboardedOn, date, refused) => {
    const leaving = { ...plan, lifecycle: 'offboarding' as const, offboardedOn: date };
    const before = { ...published(), entry: { ...own, lifecycle, offboardedOn } };
    const found = checkPublished(leaving, before, '2026-06-20').map(({ code }) => code);
    expect(found).toEqual(refused ? ['plan/offboarding-backdated'] : []);
  });
});
