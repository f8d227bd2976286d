// Every value of a plan knows who set it, and the line it names really says so.
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../constructs/base/finding.js';
import { type Origin, placeOf } from '../../../constructs/base/traced.js';
import { planFiles, planOf, replaced, sample, sampleFiles, tenantText } from '../../generator/read/sources-fixture.js';

const { plans } = planFiles();

function lineAt(place: Place | undefined): string {
  return sampleFiles[place?.file ?? '']?.split('\n')[(place?.line ?? 0) - 1] ?? '';
}

/** What the line of an origin must hold: the last step of its path, or the value itself. */
function isSaidBy(line: string, { path }: Origin, value: unknown): boolean {
  const key = path.at(-1);
  return (typeof key === 'string' && line.includes(key)) || line.includes(String(value));
}

/** The value at a dotted path, in which a key may hold dots itself. */
function valueAtPath(value: unknown, path: string): unknown {
  if (path === '' || typeof value !== 'object' || value === null) return value;
  const key = Object.keys(value).find((each) => path === each || path.startsWith(`${each}.`));
  return key === undefined ? undefined : valueAtPath(Reflect.get(value, key), path.slice(key.length + 1));
}

describe('the origins of a plan', () => {
  it.each([...plans])('of %s name a line for each value that a file sets', (_, { origins }) => {
    const entries = [...origins.entries()];
    expect(entries.length).toBeGreaterThan(80);
    const unsaid = entries.filter(([, { value, origin }]) => {
      if (origin.layer === 'rule') return origin.document !== undefined;
      return !isSaidBy(lineAt(placeOf(origin)), origin, value);
    });
    expect(unsaid.map(([path, { origin }]) => [path, origin.path, lineAt(placeOf(origin))])).toEqual([]);
  });

  it.each([...plans])(
    'of %s are of exactly the values that the plan has',
    (_, { origins, productQuota: _quota, ...props }) => {
      const isPlainList = (value: object) => Array.isArray(value) && value.every((each) => typeof each !== 'object');
      const leaves = (value: unknown): number => {
        if (typeof value !== 'object' || value === null) return 1;
        if (isPlainList(value)) return Math.min(1, Object.keys(value).length);
        return Object.values(value).reduce<number>((sum, each) => sum + leaves(each), 0);
      };
      const filled = [...origins.entries()].filter(([, { value }]) => leaves(value) > 0);
      for (const [path, { value }] of origins.entries())
        expect([path, valueAtPath(props, path)]).toEqual([path, value]);
      expect(filled.length).toBe(leaves(props));
    },
  );

  it.each([
    ['id', 'tenant', 'tenants/acme-auto.yaml'],
    ['tier', 'tenant', 'tenants/acme-auto.yaml'],
    ['namespace', 'rule', undefined],
    ['ring', 'platform', 'platform.yaml'],
    ['viewersGroup', 'platform', 'platform.yaml'],
    ['lifecycle', 'rule', undefined],
    ['hosts.0.name', 'platform', 'platform.yaml'],
    ['hosts.1.name', 'tenant', 'tenants/acme-auto.yaml'],
    ['cluster.name', 'cluster', 'platform.yaml'],
    ['cluster.storageClass', 'cluster', 'platform.yaml'],
    ['cluster.dns.namespace', 'rule', undefined],
    ['cluster.baseDomain', 'platform', 'platform.yaml'],
    ['database.image', 'blueprint', 'blueprints/workshop.yaml'],
    ['database.instances', 'tier', 'blueprints/workshop.yaml'],
    ['database.storage', 'tenant', 'tenants/acme-auto.yaml'],
    ['database.backup.0.schedule', 'tier', 'blueprints/workshop.yaml'],
    ['services.api.replicas', 'tenant', 'tenants/acme-auto.yaml'],
    ['services.web.replicas', 'tier', 'blueprints/workshop.yaml'],
    ['services.api.port', 'blueprint', 'blueprints/workshop.yaml'],
    ['services.api.env.LOCALE', 'tenant', 'tenants/acme-auto.yaml'],
    ['services.api.env.LOG_LEVEL', 'blueprint', 'blueprints/workshop.yaml'],
    ['services.web.depth', 'rule', undefined],
    ['jobs.migrate.retries', 'rule', undefined],
    ['jobs.migrate.deadline', 'blueprint', 'blueprints/workshop.yaml'],
    ['secrets.smtp.from', 'blueprint', 'blueprints/workshop.yaml'],
    ['entitlements.seats', 'tier', 'blueprints/workshop.yaml'],
  ])('say that %s is set by the %s', (path, layer, file) => {
    const origin = planOf('acme-auto').origins.of(path);
    expect([origin?.layer, origin && placeOf(origin)?.file]).toEqual([layer, file]);
  });

  it('name the tenant’s own line for an override', () => {
    const text = tenantText('one', [
      'overrides:',
      '  database:',
      '    resources:',
      '      memory: 2Gi',
      '  services:',
      '    web:',
      '      replicas: 4',
    ]);
    const { origins } = planOf('one', { 'tenants/one.yaml': text });
    const lineOf = (path: string) => {
      const origin = origins.of(path);
      return origin && placeOf(origin);
    };
    expect(lineOf('database.resources.requests.memory')).toEqual({ file: 'tenants/one.yaml', line: 14, column: 17 });
    expect(lineOf('database.resources.limits.memory')).toEqual({ file: 'tenants/one.yaml', line: 14, column: 17 });
    expect(lineOf('services.web.replicas')).toEqual({ file: 'tenants/one.yaml', line: 17, column: 19 });
  });

  it('name two lines for a variable that refers to another value', () => {
    const origin = planOf('acme-auto').origins.of('services.web.env.SEAT_LIMIT');
    expect(origin?.layer).toBe('blueprint');
    expect(lineAt(origin && placeOf(origin))).toContain('SEAT_LIMIT: ${entitlements.seats}');
    expect(origin?.through?.layer).toBe('tier');
    expect(lineAt(origin?.through && placeOf(origin.through))).toContain('seats: 20');
  });

  it('know nothing of a value that the plan has not got', () => {
    expect(planOf('bolt-garage').origins.of('database.backup')).toBeUndefined();
    expect(planOf('bolt-garage').origins.of('constructor')).toBeUndefined();
  });

  it('name the platform’s line for a namespace where its prefix is set there', () => {
    const platform = replaced(sample('platform.yaml'), '  baseDomain:', '  namespacePrefix: shop-\n  baseDomain:');
    const { namespace, origins } = planOf('acme-auto', { 'platform.yaml': platform });
    expect([namespace, origins.of('namespace')?.layer]).toEqual(['shop-acme-auto', 'platform']);
  });
});
