import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claimant, checkClaims, type Right, rights } from '../../../generator/check/check-claims.js';

interface Options {
  readonly published?: readonly string[];
  readonly merged?: readonly string[];
}

function claimant(id: string, claims: readonly string[], { published = [], merged = [] }: Options = {}): Claimant {
  const held = new Map<string, Right>([
    ...merged.map((claim) => [claim, rights.merged] as const),
    ...published.map((claim) => [claim, rights.published] as const),
  ]);
  const givesUp = (claim: string) => !claims.includes(claim);
  return { id, claims, held, givesUp, place: () => ({ file: `tenants/${id}.yaml` }) };
}

/** Who is refused, with the code. */
function refused(...claimants: readonly Claimant[]): string[] {
  return checkClaims(claimants).map(({ tenant, code }) => `${tenant} ${code}`);
}

const host = 'host:shop.example';

describe('checkClaims', () => {
  it('finds nothing where each claims what is its own', () => {
    expect(
      refused(claimant('a', [host, 'namespace:eu/a']), claimant('b', ['host:b.example', 'namespace:eu/b'])),
    ).toEqual([]);
  });

  it.each([host, 'namespace:eu/tenant-a', 'secrets:eu/tenants/a/', 'backups:s3://bucket/a/'])(
    'refuses the newcomer where %s is published',
    (claim) => {
      const holder = claimant('z', [claim], { published: [claim] });
      expect(refused(claimant('a', [claim]), holder)).toEqual(['a check/claimed-twice']);
    },
  );

  it('refuses both where neither is published', () => {
    expect(refused(claimant('a', [host]), claimant('b', [host]))).toEqual([
      'a check/claimed-twice',
      'b check/claimed-twice',
    ]);
  });

  it('refuses both where the published tree itself has it twice', () => {
    const published = { published: [host] };
    expect(refused(claimant('a', [host], published), claimant('b', [host], published))).toHaveLength(2);
  });

  it('of two that were merged refuses the one that is not published, and both where neither is', () => {
    const merged = { merged: [host] };
    const owner = claimant('z', [host], { ...merged, published: [host] });
    const second = claimant('b', [host], merged);
    expect(refused(second, owner)).toEqual(['b check/claimed-twice']);
    expect(refused(claimant('a', [host]), second)).toEqual(['a check/claimed-twice']);
    expect(refused(claimant('a', [host], merged), second)).toHaveLength(2);
  });

  it('names the one that keeps it, and another newcomer only where there is none', () => {
    const newcomers = [claimant('a', [host]), claimant('b', [host])];
    const related = (...all: readonly Claimant[]) => checkClaims(all).map((found) => found.related?.file);
    expect(related(...newcomers)).toEqual(['tenants/b.yaml', 'tenants/a.yaml']);
    const owner = claimant('z', [host], { published: [host] });
    expect(related(...newcomers, owner)).toEqual(['tenants/z.yaml', 'tenants/z.yaml']);
  });

  it('of two with one host refuses whoever has not the better right, and nobody else', () => {
    const each = fc.record({
      hosts: fc.uniqueArray(fc.constantFrom(host, 'host:a.shop.example', 'host:b.example'), { maxLength: 3 }),
      right: fc.constantFrom<(keyof Options)[]>([], ['merged'], ['merged', 'published']),
    });
    fc.assert(
      fc.property(each, each, (one, other) => {
        const all = [one, other].map(({ hosts, right }, index) =>
          claimant(`t${index}`, hosts, Object.fromEntries(right.map((name) => [name, hosts]))),
        );
        const isShop = (name: string) => name.endsWith('shop.example');
        const overlaps = one.hosts.some((name) =>
          other.hosts.some((its) => its === name || (isShop(its) && isShop(name))),
        );
        const loses = (own: typeof one, rival: typeof one) => overlaps && own.right.length <= rival.right.length;
        const expected = [...(loses(one, other) ? ['t0'] : []), ...(loses(other, one) ? ['t1'] : [])];
        expect([...new Set(checkClaims(all).map(({ tenant }) => tenant))]).toEqual(expected);
      }),
    );
  });

  it('refuses a host below another’s and one above it, whoever comes first', () => {
    const below = 'host:a.b.shop.example';
    const holder = (claim: string) => claimant('z', [claim], { published: [claim] });
    expect(refused(claimant('a', [below]), holder(host))).toEqual(['a plan/host-not-allowed']);
    expect(refused(claimant('a', [host]), holder(below))).toEqual(['a plan/host-not-allowed']);
    expect(refused(claimant('a', [host]), claimant('b', [below]))).toHaveLength(2);
  });

  it('lets a tenant have hosts below its own, and neighbours below one domain', () => {
    expect(refused(claimant('a', [host, 'host:a.shop.example']))).toEqual([]);
    expect(refused(claimant('a', ['host:a.example']), claimant('b', ['host:b.example', 'host:ba.example']))).toEqual(
      [],
    );
  });

  it('lets a tenant hold what is published of it, even where its file is broken or gone', () => {
    const broken = claimant('z', [], { published: [host] });
    expect(refused(claimant('a', [host]), broken)).toEqual(['a check/claimed-twice']);
    expect(refused(claimant('a', ['host:x.shop.example']), broken)).toEqual(['a plan/host-not-allowed']);
  });

  it('refuses what another tenant still has published, though its file gives it up', () => {
    const leaving = claimant('z', ['host:new.example'], { published: [host] });
    expect(refused(claimant('a', [host]), leaving)).toEqual(['a check/claimed-twice']);
  });

  it('never refuses a published claim for the sake of newcomers, in whatever order they come', () => {
    const hosts = fc.constantFrom('host:a.example', 'host:b.a.example', 'host:c.example', 'host:d.c.example');
    const newcomers = fc.array(fc.uniqueArray(hosts, { maxLength: 3 }), { maxLength: 6 });
    fc.assert(
      fc.property(newcomers, fc.nat(6), (claims, position) => {
        const all = claims.map((each, index) => claimant(`n${index}`, each));
        all.splice(position, 0, claimant('old', [host, 'host:a.example'], { published: [host, 'host:a.example'] }));
        const found = checkClaims(all);
        expect(found.filter(({ tenant }) => tenant === 'old')).toEqual([]);
        const reordered = checkClaims([...all].reverse()).map(({ tenant }) => tenant);
        expect(new Set(reordered)).toEqual(new Set(found.map(({ tenant }) => tenant)));
      }),
    );
  });

  it('asks for the place of a claim only where it refuses it, however many tenants there are', () => {
    let asked = 0;
    const place = () => {
      asked += 1;
      return { file: 'tenants/any.yaml' };
    };
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      id: `t${index}`,
      claims: [`host:t${index}.garage.example`, `namespace:eu/t${index}`],
      held: new Map<string, Right>(),
      givesUp: () => false,
      place,
    }));
    expect(checkClaims(many)).toEqual([]);
    expect(asked).toBe(0);
  });
});
