import { describe, it } from 'vitest';
import { expectBreak, expectForbidden, expectNeeded, ownMeta } from '../broken-tenant.js';

const options = ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'];

describe('rules of a tenant as a whole', () => {
  it.each(['Namespace tenant-acme-auto', 'Cluster postgres'])('find that %s is not guarded', (object) => {
    for (const text of [undefined, 'Prune=confirm', 'Prune=false,Delete=false'])
      expectBreak({ code: 'check/unguarded-deletion', object, set: [[options, text]] });
  });

  it('find a database that goes with its object', () => {
    const spec = { cluster: { name: 'postgres' }, name: 'audit', owner: 'audit', databaseReclaimPolicy: 'delete' };
    const database = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Database', metadata: ownMeta('audit'), spec };
    expectForbidden('check/unguarded-deletion', database);
  });

  it.each(['Vhost messaging', 'Queue orders'])('find that the %s goes with its object', (object) => {
    for (const policy of ['delete', undefined])
      expectBreak({
        code: 'check/unguarded-deletion',
        tenant: 'client-abc',
        object,
        set: [['spec.deletionPolicy', policy]],
      });
  });

  it('find a bucket that is not guarded', () => {
    const object = 'ObjectBucketClaim bucket-sav';
    expectBreak({ code: 'check/unguarded-deletion', tenant: 'client-abc', object, set: [[options, undefined]] });
  });

  it('find that the marker is missing or holds no digest', () => {
    const about = 'Namespace tenant-acme-auto';
    expectNeeded('check/marker-missing', 'ConfigMap tenantry-marker', about);
    const set = [['data.digest', 'none']] as const;
    expectBreak({ code: 'check/marker-missing', object: 'ConfigMap tenantry-marker', about, set });
  });
});
