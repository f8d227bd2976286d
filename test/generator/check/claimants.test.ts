// Who was first: by what is published, and by the revision that a change is judged against.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claims, claimantOf, claimants, rights } from '../../../generator/check/check-claims.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import type { PublishedTenants } from '../../../generator/tree/published-tenant.js';
import { loadSample, tenantFile } from '../../sample-platform.js';

const domain = 'shop.parts.example';
const rendererOf = (...tenants: ReturnType<typeof tenantFile>[]) =>
  new PlatformRenderer(loadSample({ tenants }).sources);
const claiming = (id: string) => tenantFile(id, { domains: [domain] });

/** Of tenants that are published with some claims. */
function published(claims: Readonly<Record<string, readonly string[]>>): PublishedTenants {
  const tenants = Object.entries(claims).map(([id, held]) => [id, { id, path: `${id}.json`, entry: { claims: held } }]);
  return new Map(tenants as unknown as readonly [string, never][]);
}

describe('what a tenant holds already', () => {
  const { plans, claims } = rendererOf(claiming('a'), tenantFile('b'));
  const [a, b] = [plans.get('a') ?? expect.unreachable(), plans.get('b') ?? expect.unreachable()];
  const host = `host:${domain}`;

  it('is what is published of it, where nothing else is known', () => {
    expect([...claimantOf(a, { published: published({ a: [host] }) }).held]).toEqual([[host, rights.published]]);
    expect(claimantOf(a, { published: new Map() }).held.size).toBe(0);
  });

  it('is what it claimed where the change is to go, whatever the mirror of what is published says', () => {
    const tree = published({ a: [host] });
    expect(claimantOf(a, { published: tree, before: new Map() }).held.size).toBe(0);
    expect(claimantOf(a, { published: new Map(), before: claims }).held.get(host)).toBe(rights.merged);
    expect(claimantOf(a, { published: tree, before: claims }).held.get(host)).toBe(rights.published);
  });

  it('is what is published of it where its file was broken', () => {
    const broken: Claims = new Map([['a', undefined]]);
    expect([...claimantOf(a, { published: published({ a: [host] }), before: broken }).held]).toEqual([
      [host, rights.published],
    ]);
  });

  it('is what it gives up too, as long as that is published', () => {
    const tree = published({ b: ['host:old.example'] });
    expect([...claimantOf(b, { published: tree, before: new Map() }).held.keys()]).toEqual(['host:old.example']);
  });

  it('stays with a tenant that has no file any more', () => {
    const tree = published({ gone: ['host:old.example'] });
    const gone = claimants(plans, { published: tree, before: new Map() }).find(({ id }) => id === 'gone');
    expect([...(gone?.held.keys() ?? [])]).toEqual(['host:old.example']);
  });
});

describe('of those that claim one host', () => {
  const ids = ['a', 'm', 'z'];
  const { sources } = loadSample({ tenants: ids.map(claiming) });
  const refused = (owners: readonly string[], before?: Claims) =>
    new PlatformRenderer(sources, { before })
      .render(published(Object.fromEntries(owners.map((id) => [id, [`host:${domain}`]]))))
      .findings.filter(({ code }) => code === 'check/claimed-twice')
      .map(({ tenant }) => tenant);

  it('the newcomers are refused, and all only where nobody knows who they are', () => {
    expect(refused([])).toEqual(ids);
    expect(refused([], rendererOf(claiming('z')).claims)).toEqual(['a', 'm']);
    expect(refused([], rendererOf(claiming('a')).claims)).toEqual(['m', 'z']);
  });

  it('whom publishing keeps is not refused by the revision that it was published from, whoever was merged beside it', () => {
    const merged = fc.record({ owner: fc.constantFrom(...ids), others: fc.subarray(ids), broken: fc.subarray(ids) });
    fc.assert(
      fc.property(merged, ({ owner, others, broken }) => {
        const there = ids.filter((id) => id === owner || others.includes(id));
        const whole = rendererOf(...there.map(claiming)).claims;
        const before = new Map([...whole].map(([id, claims]) => [id, broken.includes(id) ? undefined : claims]));
        const publishing = refused([owner]);
        expect(publishing).toEqual(ids.filter((id) => id !== owner));
        expect(refused([owner], before)).toEqual(publishing);
      }),
      { numRuns: 25 },
    );
  });
});
