// A plan is the tier's size, the tenant's overrides and the blueprint's programs, and nothing that depends on when or where it is made.
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { blueprintSchema } from '../../../generator/read/schema/blueprint.js';
import { dataOfAll, planFiles, planOf, replaced, sample, tenantText } from '../read/sources-fixture.js';

/** A sound tenant of a tier, whose text is `tenants/one.yaml`. */
function planTier(tier: string, more: readonly string[] = []) {
  const text = replaced(tenantText('one', ['expiresAt: 2027-03-31', ...more]), 'professional', tier);
  return planOf('one', { 'tenants/one.yaml': text });
}

describe('a plan', () => {
  it.each([
    { tier: 'demo', instances: 1, storage: '5Gi', api: 1, web: 1, seats: 2, backup: false },
    { tier: 'free', instances: 1, storage: '10Gi', api: 1, web: 1, seats: 5, backup: false },
    { tier: 'professional', instances: 1, storage: '50Gi', api: 2, web: 2, seats: 20, backup: true },
    { tier: 'enterprise', instances: 3, storage: '200Gi', api: 3, web: 3, seats: 'unlimited', backup: true },
  ])('of the tier $tier has exactly what the product promises', ({ tier, seats, ...size }) => {
    const { database, services, entitlements, jobs } = planTier(tier);
    expect({
      instances: database?.instances,
      storage: database?.storage,
      api: services['api']?.replicas,
      web: services['web']?.replicas,
      backup: database?.backup !== undefined,
    }).toEqual(size);
    expect(entitlements).toEqual({ seats });
    for (const service of Object.values(services)) expect(service.env['SEAT_LIMIT']).toBe(String(seats));
    expect(Object.keys(jobs)).toEqual(['first-admin', 'migrate']);
  });

  it('has what the tenant’s own lines say, and the tier’s values beside them', () => {
    const { database, services, hosts } = planOf('city-motors');
    expect(database).toMatchObject({
      instances: 3,
      storage: '400Gi',
      resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { cpu: '2', memory: '8Gi' } },
    });
    expect(services['api']).toMatchObject({
      replicas: 6,
      resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '2', memory: '2Gi' } },
      env: { LOCALE: 'en-US', LOG_LEVEL: 'warn', TENANT_ID: 'city-motors' },
    });
    expect(services['web']).toMatchObject({
      replicas: 3,
      env: { BRAND_COLOUR: '#0b5fff', API_URL: 'http://api:8080' },
    });
    expect(hosts).toEqual([
      { name: 'city-motors.garage.example', custom: false },
      { name: 'service.city-motors.example', custom: true },
      { name: 'parts.city-motors.example', custom: true },
    ]);
  });

  it('raises a limit that a larger request has passed, and no other', () => {
    const { services } = planTier('professional', ['overrides: {services: {api: {resources: {memory: 1536Mi}}}}']);
    expect(services['api']?.resources).toEqual({
      requests: { cpu: '250m', memory: '1536Mi' },
      limits: { cpu: '1', memory: '1536Mi' },
    });
  });

  it('puts services after those they wait for', () => {
    const { services } = planTier('free');
    expect([services['api']?.depth, services['web']?.depth]).toEqual([0, 1]);
  });

  it('loads sample data only where it is asked for', () => {
    expect(Object.keys(planTier('free', ['sampleData: true']).jobs)).toEqual(['first-admin', 'migrate', 'sample-data']);
    expect(planTier('free', ['sampleData: true']).database?.databases[0]?.usedBy).toContain('sample-data');
    expect(planTier('free').database?.databases[0]?.usedBy).not.toContain('sample-data');
  });

  it('has only the secrets that somebody uses', () => {
    expect(planTier('free').secrets).toEqual({
      'first-admin': { kind: 'generated', key: 'password', length: 24 },
      jwt: { kind: 'stored', from: 'jwt-secret', keys: ['secret'] },
      smtp: { kind: 'stored', from: 'smtp-credentials', keys: ['host', 'password', 'user'] },
    });
    const blueprint = replaced(sample('blueprints/workshop.yaml'), 'secrets: [jwt, smtp]', 'secrets: [jwt]');
    expect(Object.keys(planOf('bolt-garage', { 'blueprints/workshop.yaml': blueprint }).secrets)).toEqual([
      'first-admin',
      'jwt',
    ]);
  });

  it('gives variables of secrets and databases by name and key', () => {
    const { services } = planTier('free');
    expect(services['api']?.secretEnv).toContainEqual({ name: 'DB_PASSWORD', secret: 'postgres-app', key: 'password' });
    expect(services['api']?.secretEnv).toContainEqual({ name: 'JWT_SECRET', secret: 'jwt', key: 'secret' });
    expect(services['web']?.secretEnv).toEqual([]);
  });

  it('keeps a tenant’s value to the letter', () => {
    const { services } = planTier('free', ['env: {api: {LOCALE: "${tenant.id} $(HOME) %s"}}']);
    expect(services['api']?.env['LOCALE']).toBe('${tenant.id} $(HOME) %s');
  });

  it('is the same in another file order of keys', () => {
    const lines = sample('tenants/bolt-garage.yaml').split('\n');
    const turned = lines.map((line) =>
      line.replace(
        '{name: Bolt office, email: office@bolt-garage.example}',
        '{email: office@bolt-garage.example, name: Bolt office}',
      ),
    );
    const { origins: _, ...before } = planOf('bolt-garage');
    const { origins: __, ...after } = planOf('bolt-garage', { 'tenants/bolt-garage.yaml': turned.join('\n') });
    expect(turned).not.toEqual(lines);
    expect(after).toEqual(before);
  });

  it('can not be changed, however deep', () => {
    const thawed: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) thawed.push(path);
      for (const [key, next] of Object.entries(value)) visit(next, `${path}.${key}`);
    };
    for (const [id, plan] of planFiles().plans) visit(plan, id);
    expect(thawed).toEqual([]);
  });

  it('is made without looking at the clock, the environment or chance', () => {
    const before = dataOfAll(planFiles().plans);
    const forbidden = () => {
      throw new Error('planning must not ask for this');
    };
    vi.stubGlobal('Date', new Proxy(Date, { construct: forbidden, apply: forbidden, get: forbidden }));
    vi.stubGlobal(
      'process',
      new Proxy(process, { get: (target, name) => (name === 'env' ? forbidden() : Reflect.get(target, name)) }),
    );
    vi.spyOn(Math, 'random').mockImplementation(forbidden);
    try {
      expect(dataOfAll(planFiles().plans)).toEqual(before);
    } finally {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    }
  });

  it('of a tenant that ended years ago is the same as of one that ends in years', () => {
    const ended = planTier('demo').origins.of('expiresAt');
    expect(ended?.layer).toBe('tenant');
    const text = replaced(sample('tenants/demo-harbor.yaml'), '2027-03-31', '1999-03-31');
    const { expiresAt, origins: _, ...past } = planOf('demo-harbor', { 'tenants/demo-harbor.yaml': text });
    const { expiresAt: later, origins: __, ...future } = planOf('demo-harbor');
    expect([expiresAt, later]).toEqual(['1999-03-31', '2027-03-31']);
    expect(past).toEqual(future);
  });
});

describe('a backup', () => {
  const ids = Array.from({ length: 200 }, (_, index) => `tenant-${index}`);
  const files = Object.fromEntries(ids.map((id) => [`tenants/${id}.yaml`, tenantText(id)]));
  const schedules = () => ids.map((id) => planned.get(id)?.database?.backup?.[0]?.schedule ?? '');
  const planned = planFiles(files).plans;

  it('has a schedule of six fields in the hour after two', () => {
    for (const schedule of schedules()) {
      expect(schedule).toMatch(/^\d{1,2} \d{1,2} 2 \* \* \*$/);
      const [second, minute] = schedule.split(' ').map(Number);
      expect(second).toBeLessThan(60);
      expect(minute).toBeLessThan(60);
    }
  });

  it('keeps its time, and shares it with few', () => {
    const again = planFiles({ ...files, 'tenants/more.yaml': tenantText('more') }).plans;
    expect(ids.map((id) => again.get(id)?.database?.backup?.[0]?.schedule)).toEqual(schedules());
    expect(new Set(schedules()).size).toBeGreaterThan(ids.length * 0.9);
    expect(new Set(schedules().map((schedule) => schedule.split(' ')[1])).size).toBeGreaterThan(45);
  });

  it.each([
    ['weekly', /^\d+ \d+ 3 \* \* 0$/],
    ['monthly', /^\d+ \d+ 1 1 \* \*$/],
    ['"30 15 4 * * 1-5"', /^30 15 4 \* \* 1-5$/],
  ])('of %s', (word, schedule) => {
    const only = sample('blueprints/workshop.yaml')
      .replaceAll(/^ +- \{every: (?:weekly|monthly).*\n/gm, '')
      .replaceAll('{every: daily, keep: 30d}', `{every: ${word}, keep: 12m}`);
    expect(planOf('acme-auto', { 'blueprints/workshop.yaml': only }).database?.backup).toMatchObject([
      { schedule: expect.stringMatching(schedule), keep: '12m' },
    ]);
  });

  it('of several schedules begins with the most frequent, whatever their order', () => {
    const backwards = sample('blueprints/workshop.yaml').replaceAll(
      /^( +- )\{every: daily, keep: 30d\}\n(?: +- .*\n){2}/gm,
      '$1{every: monthly, keep: 12m}\n$1{every: weekly, keep: 12w}\n$1{every: daily, keep: 30d}\n',
    );
    expect(planOf('acme-auto', { 'blueprints/workshop.yaml': backwards }).database?.backup).toEqual(
      planOf('acme-auto').database?.backup,
    );
  });

  it.each([
    ['workshop', ['professional', 'enterprise']],
    ['store', ['basic', 'business']],
    ['suite', ['standard', 'premium', 'business']],
  ])('of the product %s is kept as the requirements say, in the tiers that have one', (product, withBackups) => {
    const { tiers } = blueprintSchema.parse(parse(sample(`blueprints/${product}.yaml`))).spec;
    const kept = Object.entries(tiers).flatMap(([tier, { database }]) =>
      database?.backup === undefined ? [] : [[tier, database.backup]],
    );
    const asRequired = [
      { every: 'daily', keep: '30d' },
      { every: 'weekly', keep: '12w' },
      { every: 'monthly', keep: '12m' },
    ];
    expect(kept).toEqual(withBackups.map((tier) => [tier, asRequired]));
  });
});

describe('a ring', () => {
  const withRings = (rings: readonly string[]) =>
    sample('platform.yaml').replace(
      / {2}rings:\n(?: {4}- .*\n)+/,
      () => `  rings:\n${rings.map((ring) => `    - ${ring}\n`).join('')}`,
    );
  const ringsOf = (rings: readonly string[]) =>
    Object.fromEntries([...planFiles({ 'platform.yaml': withRings(rings) }).plans].map(([id, { ring }]) => [id, ring]));

  it('is the first that names the tenant or its tier, else the last', () => {
    expect(
      ringsOf(['{name: first, tenants: [east-tyres]}', '{name: early, tiers: [free, demo]}', '{name: rest}']),
    ).toEqual({
      'acme-auto': 'rest',
      'bolt-garage': 'early',
      'city-motors': 'rest',
      'demo-harbor': 'early',
      'east-tyres': 'first',
      'fjord-service': 'early',
    });
  });

  it('is the last where none fits', () => {
    const rings = ringsOf(['{name: a, tiers: [demo]}', '{name: b, tiers: [free]}']);
    expect([rings['demo-harbor'], rings['acme-auto']]).toEqual(['a', 'b']);
  });

  it('that names nobody takes everybody', () => {
    expect(new Set(Object.values(ringsOf(['{name: all}', '{name: none, tiers: [demo]}'])))).toEqual(new Set(['all']));
  });
});
