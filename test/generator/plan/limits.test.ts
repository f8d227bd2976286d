// What a sound file may not ask for: told at its own line, with the line of the file that says no, and nothing is planned.
import { describe, expect, it } from 'vitest';
import { reservedIds } from '../../../generator/plan/reserved-ids.js';
import {
  codesAndPlaces,
  dataOfAll,
  planFiles,
  planOf,
  replaced,
  sample,
  sampleFiles,
  tenantText,
} from '../read/sources-fixture.js';

const sound = planFiles();
const platform = sample('platform.yaml');
const workshop = sample('blueprints/workshop.yaml');

type Row = readonly [what: string, text: string, finding: string, related?: string];

/** Refused for this alone, with the other file's line where it is given, and every other tenant as before. */
function expectRefused(text: string, expected: string, related?: string): void {
  const { findings, plans } = planFiles({ 'tenants/one.yaml': text });
  expect(codesAndPlaces(findings)).toEqual([expected.replace(' ', ' tenants/one.yaml:')]);
  expect(findings[0]).toMatchObject({ severity: 'error', tenant: 'one', hint: expect.stringMatching(/./) });
  const { file, line = 0 } = findings[0]?.related ?? {};
  if (related !== undefined) expect(sampleFiles[file ?? '']?.split('\n')[line - 1]).toContain(related);
  expect(plans.has('one')).toBe(false);
  expect(dataOfAll(plans)).toEqual(dataOfAll(sound.plans));
}

const ofTier = (tier: string, ...lines: readonly string[]) => replaced(tenantText('one', lines), 'professional', tier);
const overrides = (inner: string, tier = 'professional') => ofTier(tier, `overrides: {${inner}}`);

describe('an override is refused', () => {
  it.each<Row>([
    [
      'above its ceiling',
      overrides('database: {storage: 201Gi}'),
      'plan/above-ceiling 11:35',
      'database.storage: 200Gi',
    ],
    [
      'above its ceiling in another unit',
      overrides('database: {storage: 1Ti}'),
      'plan/above-ceiling 11:35',
      'database.storage: 200Gi',
    ],
    [
      'above its ceiling by a little',
      overrides('database: {storage: 204801Mi}'),
      'plan/above-ceiling 11:35',
      'database.storage: 200Gi',
    ],
    [
      'of CPU above its ceiling',
      overrides('database: {resources: {cpu: 2001m}}'),
      'plan/above-ceiling 11:43',
      'database.resources.cpu: "2"',
    ],
    [
      'above a ceiling for every service',
      overrides('services: {web: {replicas: 7}}'),
      'plan/above-ceiling 11:42',
      'services.*.replicas: 6',
    ],
    [
      'without any ceiling',
      overrides('services: {api: {resources: {cpu: 300m}}}'),
      'plan/not-overridable 11:49',
      'professional:',
    ],
    ['in a tier that has none', overrides('database: {storage: 11Gi}', 'free'), 'plan/not-overridable 11:35', 'free:'],
    [
      'of instances that nobody bounds',
      overrides('database: {instances: 2}'),
      'plan/not-overridable 11:37',
      'professional:',
    ],
    [
      'of a scale that the tier does not use',
      overrides('services: {api: {autoscale: {max: 3}}}'),
      'plan/not-overridable 11:49',
      'professional:',
    ],
  ])('%s', (_, text = '', found = '', related = undefined) => expectRefused(text, found, related));

  it('for each value that is too large', () => {
    const text = overrides('database: {storage: 1Ti, instances: 9}, services: {api: {replicas: 50}}');
    expect(planFiles({ 'tenants/one.yaml': text }).findings.map(({ code }) => code)).toEqual([
      'plan/above-ceiling',
      'plan/not-overridable',
      'plan/above-ceiling',
    ]);
  });

  it('that leaves more pods at least than at most', () => {
    const scaled = replaced(workshop, 'api: {replicas: 2, ', 'api: {autoscale: {min: 2, max: 4, cpu: 70}, ');
    const bounded = replaced(scaled, '        services.*.replicas: 6\n', '        services.*.autoscale.min: 8\n');
    const text = overrides('services: {api: {autoscale: {min: 5}}}');
    const { findings, plans } = planFiles({
      'blueprints/workshop.yaml': bounded,
      'tenants/one.yaml': text,
      'tenants/acme-auto.yaml': undefined,
    });
    expect(codesAndPlaces(findings)).toEqual(['plan/not-overridable tenants/one.yaml:11:32']);
    expect(plans.has('one')).toBe(false);
    const fine = planOf('one', {
      'blueprints/workshop.yaml': bounded,
      'tenants/one.yaml': overrides('services: {api: {autoscale: {min: 4}}}'),
      'tenants/acme-auto.yaml': undefined,
    });
    expect(fine.services['api']?.autoscale).toEqual({ min: 4, max: 4, cpu: 70 });
    expect(fine.services['api']).not.toHaveProperty('replicas');
  });
});

describe('an override is accepted', () => {
  it.each([
    ['at its ceiling', 'database: {storage: 200Gi}'],
    ['at its ceiling in another unit', 'database: {storage: 204800Mi}'],
    ['of the tier’s own amount in another unit', 'services: {api: {resources: {cpu: "0.25"}}}'],
    ['of exactly 1Gi as 1024Mi', 'database: {resources: {memory: 1024Mi}}'],
    ['below the tier, without a ceiling', 'services: {api: {resources: {cpu: 100m}}}'],
  ])('%s', (_, inner) => {
    expect(planFiles({ 'tenants/one.yaml': overrides(inner) }).findings).toEqual([]);
  });

  it('as large as a ceiling that names its service allows, whatever the one for all says', () => {
    const text = replaced(
      workshop,
      '        services.*.replicas: 6\n',
      '        services.*.replicas: 6\n        services.web.replicas: 9\n',
    );
    const more = { 'blueprints/workshop.yaml': text, 'tenants/one.yaml': overrides('services: {web: {replicas: 9}}') };
    expect(planOf('one', more).services['web']?.replicas).toBe(9);
  });
});

describe('a variable is refused', () => {
  it.each<Row>([
    [
      'that a secret gives',
      ofTier('free', 'env: {api: {JWT_SECRET: a}}'),
      'plan/env-owned 11:15',
      'JWT_SECRET: secret',
    ],
    [
      'that the database gives',
      ofTier('free', 'env: {migrate: {DB_HOST: a}}'),
      'plan/env-owned 11:19',
      'DB_HOST: host',
    ],
    [
      'that a generated secret gives',
      ofTier('free', 'env: {first-admin: {ADMIN_PASSWORD: a}}'),
      'plan/env-owned 11:23',
      'ADMIN_PASSWORD: password',
    ],
    [
      'that the blueprint works out',
      ofTier('free', 'env: {web: {SEAT_LIMIT: "99"}}'),
      'plan/env-owned 11:15',
      'SEAT_LIMIT: ${entitlements.seats}',
    ],
  ])('%s', (_, text = '', found = '', related = undefined) => expectRefused(text, found, related));

  it.each([
    'PATH',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'GLIBC_TUNABLES',
    'NODE_OPTIONS',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'PYTHONPATH',
    'JAVA_TOOL_OPTIONS',
    'BASH_ENV',
    'KUBERNETES_SERVICE_HOST',
    'HTTPS_PROXY',
  ])('that is the system’s own: %s', (variable) => {
    expectRefused(ofTier('free', `env: {api: {${variable}: a}}`), 'plan/env-owned 11:15');
  });

  it.each(['LOCALE', 'LOG_LEVEL', 'PATHS', 'CHILD_LD', 'PROXY', 'MY_KUBERNETES_HINT', 'JWT_SECRETS'])(
    'but not %s',
    (variable) => {
      expect(planFiles({ 'tenants/one.yaml': ofTier('free', `env: {api: {${variable}: a}}`) }).findings).toEqual([]);
    },
  );

  it('only where its owner is: a secret of another service is free', () => {
    const text = ofTier('free', 'env: {web: {JWT_SECRET: a}}');
    expect(planOf('one', { 'tenants/one.yaml': text }).services['web']?.env['JWT_SECRET']).toBe('a');
  });
});

describe('a domain is refused', () => {
  it.each<Row>([
    ['below the platform’s own', ofTier('free', 'domains: [one.garage.example]'), 'plan/host-not-allowed 11:13'],
    ['far below the platform’s own', ofTier('free', 'domains: [a.b.garage.example]'), 'plan/host-not-allowed 11:13'],
    ['that is the platform’s own', ofTier('free', 'domains: [garage.example]'), 'plan/host-not-allowed 11:13'],
    ['that stands twice', ofTier('free', 'domains: [a.example, b.example, a.example]'), 'plan/host-not-allowed 11:35'],
  ])('%s', (_, text = '', found = '', related = undefined) => expectRefused(text, found, related));

  it('but not one that only ends alike', () => {
    expect(planFiles({ 'tenants/one.yaml': ofTier('free', 'domains: [mygarage.example]') }).findings).toEqual([]);
  });

  it('above the platform’s own', () => {
    const deeper = replaced(platform, 'baseDomain: garage.example', 'baseDomain: apps.garage.example');
    const text = ofTier('free', 'domains: [garage.example]');
    const { findings } = planFiles({ 'platform.yaml': deeper, 'tenants/one.yaml': text });
    expect(codesAndPlaces(findings)).toEqual(['plan/host-not-allowed tenants/one.yaml:11:13']);
  });

  it.each([
    ['url: https://argocd.garage.example', 'url: https://ops.example/argocd'],
    ['https://git.garage.example/platform/tenants', 'https://ops.example:8443/tenants'],
    ['https://vault.eu-west.garage.example', 'https://ops.example'],
    ['https://s3.eu-west.garage.example', 'https://OPS.example'],
    ['server: https://kubernetes.default.svc', 'server: https://ops.example:6443'],
  ])('that the platform serves elsewhere than below its own: %s', (from, to) => {
    const text = ofTier('free', 'domains: [ops.example]');
    const { findings } = planFiles({ 'platform.yaml': replaced(platform, from, to), 'tenants/one.yaml': text });
    expect(codesAndPlaces(findings)).toEqual(['plan/host-not-allowed tenants/one.yaml:11:13']);
  });

  it('where its cluster has no certificates for it', () => {
    const bare = platform.replace('      certificates:\n        clusterIssuer: letsencrypt\n', '');
    const text = ofTier('free', 'domains: [a.example]');
    const { findings, plans } = planFiles({ 'platform.yaml': bare, 'tenants/one.yaml': text });
    expect(codesAndPlaces(findings).sort()).toEqual([
      'plan/host-not-allowed tenants/acme-auto.yaml:12:13',
      'plan/host-not-allowed tenants/one.yaml:11:13',
    ]);
    expect(plans.has('bolt-garage')).toBe(true);
  });
});

describe('a tenant is refused', () => {
  it.each(['admin', 'www', 'api', 'argocd', 'mail', 'autodiscover', 'mta-sts', 'monitoring', 'xn--pple-43d'])(
    'with the reserved id %s',
    (id) => {
      const { findings, plans } = planFiles({ [`tenants/${id}.yaml`]: tenantText(id) });
      expect(codesAndPlaces(findings)).toEqual([`plan/reserved-name tenants/${id}.yaml:4:9`]);
      expect(plans.has(id)).toBe(false);
    },
  );

  it('with an id that the platform reserves', () => {
    const text = replaced(platform, '  baseDomain:', '  reserved: [one]\n  baseDomain:');
    const { findings } = planFiles({ 'platform.yaml': text, 'tenants/one.yaml': tenantText('one') });
    expect(codesAndPlaces(findings)).toEqual(['plan/reserved-name tenants/one.yaml:4:9']);
  });

  it.each([
    ['""', 'gateway-system'],
    ['""', 'cert-manager'],
    ['cnpg-', 'system'],
    ['kube-', 'node-lease'],
  ])('where its namespace would be the platform’s: with the prefix %s, the id %s', (prefix, id) => {
    const text = replaced(platform, '  baseDomain:', `  namespacePrefix: ${prefix}\n  baseDomain:`);
    const { findings, plans } = planFiles({ 'platform.yaml': text, [`tenants/${id}.yaml`]: tenantText(id) });
    expect(codesAndPlaces(findings)).toEqual([`plan/reserved-name tenants/${id}.yaml:4:9`]);
    expect(plans.has('acme-auto')).toBe(true);
  });

  it.each<Row>([
    ['as a demo without its end', ofTier('demo'), 'plan/expiry-required 8:9', 'expiry: required'],
    ['that leaves without its day', ofTier('free', 'lifecycle: offboarding'), 'plan/offboarding-undated 11:14'],
  ])('%s', (_, text = '', found = '', related = undefined) => expectRefused(text, found, related));

  it('for sample data that its product has not got', () => {
    const from = workshop.indexOf('    sample-data:');
    const text = (workshop.slice(0, from) + workshop.slice(workshop.indexOf('  database:'))).replace(
      ', sample-data]',
      ']',
    );
    const { findings, plans } = planFiles({ 'blueprints/workshop.yaml': text });
    expect(codesAndPlaces(findings).sort()).toEqual([
      'plan/unknown-product-part tenants/demo-harbor.yaml:12:3',
      'plan/unknown-product-part tenants/east-tyres.yaml:12:3',
    ]);
    expect(plans.size).toBe(4);
  });
});

it('every reserved id is one that a tenant’s file could name', () => {
  for (const id of reservedIds) expect(id).toMatch(/^[a-z][-a-z0-9]{0,39}$/);
});

describe('a restore is refused', () => {
  const at = 'at: "2026-05-01T12:00:00Z"';
  const server = (text: string, ...more: string[]) => tenantText('one', [`database: {${text}}`, ...more]);

  it.each<Row>([
    [
      'in a tier without backups',
      ofTier('free', `database: {generation: 2, restore: {from: 1, ${at}}}`),
      'plan/restore-impossible 11:29',
      'database:',
    ],
    ['from itself', server(`generation: 2, restore: {from: 2, ${at}}`), 'plan/restore-impossible 11:45'],
    ['beside itself', server(`generation: 2, restore: {from: 1, keep: 2, ${at}}`), 'plan/restore-impossible 11:54'],
    [
      'by a schedule of PostgreSQL',
      server(`generation: 2, restore: {from: 1, schedule: daily, ${at}}`),
      'plan/restore-impossible 11:58',
    ],
    [
      'while it is suspended',
      server(`generation: 2, restore: {from: 1, ${at}}`, 'lifecycle: suspended'),
      'plan/restore-impossible 12:14',
    ],
    ['to no moment', server('generation: 2, restore: {from: 1, at: yesterday}'), 'load/invalid-value 11:52'],
    ['to no day', server('generation: 2, restore: {from: 1, at: "2026-02-30T00:00:00Z"}'), 'load/invalid-value 11:52'],
    ['with a generation that is none', server('generation: 0'), 'load/invalid-value 11:26'],
  ])('%s', (_, text = '', found = '', related = undefined) => expectRefused(text, found, related));

  it('by a schedule that a MariaDB tier has not got', () => {
    const store = (text: string) => replaced(replaced(server(text), 'workshop', 'store'), 'professional', 'basic');
    const refused = (text: string, blueprint = sample('blueprints/store.yaml')) =>
      planFiles({ 'tenants/one.yaml': text, 'blueprints/store.yaml': blueprint }).findings.map(({ code }) => code);
    const weekly = sample('blueprints/store.yaml').replaceAll(/^ +- \{every: monthly.*\n/gm, '');
    const monthly = store(`generation: 2, restore: {from: 1, schedule: monthly, ${at}}`);
    expect(refused(monthly)).toEqual([]);
    expect(refused(monthly, weekly)).toEqual(['plan/restore-impossible']);
  });
});
