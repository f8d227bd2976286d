import { describe, expect, it } from 'vitest';
import { checkPublished } from '../../../generator/check/check-published.js';
import type { PublishedTenant } from '../../../generator/published/published-tenant.js';
import { findTenant } from './broken-tenant.js';

const { plan, entry: own } = findTenant('acme-auto');

function published(changes: { storage?: string; cluster?: string } = {}): PublishedTenant {
  const { storage, cluster = 'eu-west' } = changes;
  const entry = { ...own, cluster, ...(storage === undefined ? {} : { storage }) };
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

  it('compares nothing with what nobody can read', () => {
    expect(codes(published({ storage: 'plenty' }))).toEqual([]);
    const { entry: _, ...broken } = published();
    expect(codes(broken)).toEqual([]);
  });
});
