// Who was first: by what is published, and by the revision that a change is judged against.
import { describe, expect, it } from 'vitest';
import { claimantOf, claimants, claimsOfAll } from '../../../generator/pipeline/claimants.js';
import { PlatformRenderer } from '../../../generator/pipeline/render-platform.js';
import type { PublishedTenants } from '../../../generator/published/published-tenant.js';
import { loadSample, tenantFile } from '../sample-platform.js';

const domain = 'shop.parts.example';
const plansOf = (...tenants: ReturnType<typeof tenantFile>[]) =>
  new PlatformRenderer(loadSample({ tenants }).sources).plans;
const claiming = (id: string) => tenantFile(id, { domains: [domain] });

/** Of tenants that are published with some claims. */
function published(claims: Readonly<Record<string, readonly string[]>>): PublishedTenants {
  const tenants = Object.entries(claims).map(([id, held]) => [id, { id, path: `${id}.json`, entry: { claims: held } }]);
  return new Map(tenants as unknown as readonly [string, never][]);
}

describe('what a tenant holds already', () => {
  const plans = plansOf(claiming('a'), tenantFile('b'));
  const [a, b] = [plans.get('a') ?? expect.unreachable(), plans.get('b') ?? expect.unreachable()];

  it('is what is published of it, where nothing else is known', () => {
    expect(claimantOf(a, { published: published({ a: [`host:${domain}`] }) }).held).toEqual([`host:${domain}`]);
    expect(claimantOf(a, { published: new Map() }).held).toEqual([]);
  });

  it('is what it claimed where the change is to go, whatever the mirror of what is published says', () => {
    const tree = published({ a: [`host:${domain}`] });
    expect(claimantOf(a, { published: tree, before: new Map() }).held).toEqual([]);
    const before = claimsOfAll(plans);
    expect(claimantOf(a, { published: new Map(), before }).held).toContain(`host:${domain}`);
  });

  it('is what it gives up too, as long as that is published', () => {
    const tree = published({ b: ['host:old.example'] });
    expect(claimantOf(b, { published: tree, before: new Map() }).held).toEqual(['host:old.example']);
  });

  it('stays with a tenant that has no file any more', () => {
    const tree = published({ gone: ['host:old.example'] });
    expect(claimants(plans, { published: tree, before: new Map() }).find(({ id }) => id === 'gone')?.held).toEqual([
      'host:old.example',
    ]);
  });
});

describe('of two that claim one host', () => {
  const sources = loadSample({ tenants: [claiming('a'), claiming('z')] }).sources;
  const refused = (before?: ReturnType<typeof claimsOfAll>) =>
    new PlatformRenderer(sources, { before })
      .render(new Map())
      .findings.filter(({ code }) => code === 'check/claimed-twice')
      .map(({ tenant }) => tenant);

  it('the newcomer is refused, and both only where nobody knows who that is', () => {
    expect(refused()).toEqual(['a', 'z']);
    expect(refused(claimsOfAll(plansOf(claiming('z'))))).toEqual(['a']);
    expect(refused(claimsOfAll(plansOf(claiming('a'))))).toEqual(['z']);
  });
});
