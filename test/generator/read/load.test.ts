// What is broken is left out together with what depends on it, is told once, and leaves the rest as it was.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasErrors, sortFindings } from '../../../constructs/base/finding.js';
import { load } from '../../../generator/read/load.js';
import {
  codesAndPlaces,
  dataOf,
  dataOfAll,
  planFiles,
  planTexts,
  replaced,
  sample,
  tenantText,
  textsOf,
} from './sources-fixture.js';

const sound = planFiles();
const platform = sample('platform.yaml');
const workshop = sample('blueprints/workshop.yaml');
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('load', () => {
  it('accepts the samples', () => {
    expect(sound.findings).toEqual([]);
    expect([...sound.plans.keys()]).toEqual([
      'acme-auto',
      'bolt-garage',
      'city-motors',
      'demo-harbor',
      'east-tyres',
      'fjord-service',
    ]);
  });

  it('says of a folder without a platform that alone', () => {
    const { findings } = load({ blueprints: [], policies: [], tenants: [], constructs: [], stray: [] });
    expect(codesAndPlaces(findings)).toEqual(['load/no-platform platform.yaml']);
  });

  it('says nothing of tenants where the platform is broken, but of their own files', () => {
    const { sources, findings } = load(
      textsOf({ 'platform.yaml': replaced(platform, 'baseDomain:', 'baseDomian:'), 'tenants/bad.yaml': '- a' }),
    );
    expect(sources).toBeUndefined();
    expect(codesAndPlaces(sortFindings(findings))).toEqual([
      'load/unknown-field platform.yaml:8:3',
      'load/wrong-type tenants/bad.yaml:1:1',
    ]);
  });

  it.each([
    ['does not parse', '{'],
    ['does not fit its schema', replaced(workshop, '  tiers:', '  teirs:')],
    ['contradicts itself', replaced(workshop, 'waitsFor: [api]', 'waitsFor: [web]')],
  ])('holds back the tenants of a blueprint that %s without a word on each of them', (_, text) => {
    const other = replaced(replaced(workshop, '  name: workshop', '  name: garage'), '../schema', '../../schema');
    const { findings, plans, sources } = planFiles({
      'blueprints/workshop.yaml': text,
      'blueprints/garage.yaml': other,
      'tenants/lone.yaml': replaced(tenantText('lone'), 'workshop', 'garage'),
    });
    expect(hasErrors(findings)).toBe(true);
    expect(new Set(findings.map(({ place }) => place?.file))).toEqual(new Set(['blueprints/workshop.yaml']));
    expect([...plans.keys()]).toEqual(['lone']);
    expect(sources?.ids.size).toBe(7);
  });

  it('leaves out a blueprint whose name is not its file’s', () => {
    const { findings, plans } = planFiles({
      'blueprints/workshop.yaml': replaced(workshop, '  name: workshop', '  name: shop'),
    });
    expect(codesAndPlaces(findings)).toEqual(['load/name-mismatch blueprints/workshop.yaml:6:9']);
    expect(plans.size).toBe(0);
  });

  it('warns where there is no tenant', () => {
    const { findings, sources } = load({ ...textsOf(), tenants: [] });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['load/no-tenants', 'error']]);
    expect(sources?.tenants.size).toBe(0);
  });

  it('gives the same whatever the order of files', () => {
    const { blueprints, tenants, ...rest } = textsOf({ 'tenants/bad.yaml': '- a', 'tenants/worse.yaml': '{' });
    const inOrder = planTexts({ blueprints, tenants, ...rest });
    const order = fc.shuffledSubarray([...tenants], { minLength: tenants.length });
    fc.assert(
      fc.property(order, (shuffled) => {
        const result = planTexts({ blueprints, tenants: shuffled, ...rest });
        expect(sortFindings(result.findings)).toEqual(sortFindings(inOrder.findings));
        expect(dataOfAll(result.plans)).toEqual(dataOfAll(inOrder.plans));
      }),
      { numRuns: 10 },
    );
  });
});

describe('a tenant file of garbage', () => {
  /** It never throws, is told at a line of the file, and changes nothing else. */
  function expectTold(text: string): void {
    const { findings, plans } = planFiles({ 'tenants/bad.yaml': text });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ place }) => place?.file === 'tenants/bad.yaml')).toBe(true);
    expect(findings[0]?.place).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
    const lines = text.split('\n').length;
    expect(findings.every(({ place }) => (place?.line ?? 1) <= lines)).toBe(true);
    expect([...plans.keys()]).toEqual([...sound.plans.keys()]);
  }

  it('made of any text is told at its line', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), expectTold), { numRuns: 100 });
  });

  it('made of YAML’s own characters is told at its line', () => {
    const unit = fc.constantFrom(
      ...'\n\n  -:[]{},&*!|>\'"%@`#?a1~\t<.',
      'a: ',
      '- ',
      '? ',
      '---\n',
      '...\n',
      '<<: ',
      '!!str ',
      '&a ',
      '*a ',
    );
    fc.assert(fc.property(fc.string({ unit, maxLength: 80 }), expectTold), { numRuns: 150 });
  });

  it('made of a sound tenant with characters lost or added is either sound or told in that file', () => {
    const text = replaced(sample('tenants/acme-auto.yaml'), '  name: acme-auto\n', '  name: bad\n').replace(
      'domains: [shop.acme-auto.example]',
      'domains: [a.example]',
    );
    const edit = fc.tuple(
      fc.nat(text.length),
      fc.nat(3),
      fc.string({ unit: fc.constantFrom(...':-[]{}"\' \n#&*!a1<'), maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const spoiled = edits.reduce((now, [at, lost, added]) => now.slice(0, at) + added + now.slice(at + lost), text);
        const { findings, plans } = planFiles({ 'tenants/bad.yaml': spoiled });
        expect(plans.has('bad')).toBe(findings.length === 0);
        expect(findings.every(({ place, hint }) => place?.file === 'tenants/bad.yaml' && hint !== undefined)).toBe(
          true,
        );
        expect(plans.size).toBe(sound.plans.size + (findings.length === 0 ? 1 : 0));
      }),
      { numRuns: 150 },
    );
  });
});

describe('a cluster’s profile', () => {
  const smtp = '      sharedServices:\n        smtp: {ports: [587], cidrs: [192.0.2.25/32]}\n';

  it('without a shared service that a blueprint asks for is told once, and holds back its own tenants only', () => {
    const { findings, plans } = planFiles({ 'platform.yaml': replaced(platform, smtp, '') });
    const line = lineOf(platform, '    eu-west:');
    expect(codesAndPlaces(findings)).toEqual([`load/unknown-shared-service platform.yaml:${line}:5`]);
    expect(findings[0]?.related).toEqual({
      file: 'blueprints/workshop.yaml',
      line: lineOf(workshop, 'allow: [smtp]'),
      column: 15,
    });
    expect([...plans.keys()]).toEqual(['city-motors', 'demo-harbor', 'east-tyres']);
  });

  it('without a backup store holds back only tenants that have backups', () => {
    const from = platform.indexOf('      backupStore:');
    const to = platform.indexOf('      certificates:');
    const { findings, plans } = planFiles({ 'platform.yaml': platform.slice(0, from) + platform.slice(to) });
    expect(codesAndPlaces(findings)).toEqual([
      `load/profile-incomplete platform.yaml:${lineOf(platform, '    eu-west:')}:5`,
    ]);
    expect([...plans.keys()]).toEqual(['bolt-garage', 'city-motors', 'demo-harbor', 'east-tyres', 'fjord-service']);
  });

  it('may lack what none of its tenants needs', () => {
    const { findings } = planFiles({
      'platform.yaml': replaced(platform, smtp, ''),
      ...Object.fromEntries(
        ['acme-auto', 'bolt-garage', 'fjord-service'].map((id) => [`tenants/${id}.yaml`, undefined]),
      ),
    });
    expect(findings).toEqual([]);
  });

  it('with the region of another cluster places nobody there', () => {
    const text = replaced(platform, '      region: us-east\n', '      region: eu-west\n');
    const east = ['city-motors', 'demo-harbor', 'east-tyres'].map((id) => [`tenants/${id}.yaml`, undefined]);
    const { findings, plans } = planFiles({ 'platform.yaml': text, ...Object.fromEntries(east) });
    const [first, second] = text
      .split('\n')
      .flatMap((line, index) => (line.trim() === 'region: eu-west' ? [index + 1] : []));
    expect(codesAndPlaces(findings)).toEqual([`load/invalid-value platform.yaml:${second}:15`]);
    expect(findings[0]?.related).toEqual({ file: 'platform.yaml', line: first, column: 15 });
    expect(plans.size).toBe(0);
  });

  it.each([
    ['no cluster', /clusters:\n[\s\S]*$/, 'clusters: {}\n', 'load/invalid-value', 'clusters:'],
    [
      'no address of its apiserver',
      /apiServer:\n(?: {8}- .*\n)+/,
      'apiServer: []\n',
      'load/invalid-value',
      'apiServer:',
    ],
    ['another routing', 'kind: gateway', 'kind: mesh', 'load/invalid-value', 'kind: gateway'],
    [
      'a password in an address',
      'https://argocd.garage',
      'https://me:secret@argocd.garage',
      'load/invalid-value',
      'url: https://argocd',
    ],
    ['an address range that is none', '10.10.0.1/32', '10.10.0.1/33', 'load/invalid-value', '10.10.0.1/32'],
    [
      'a base domain that leaves no room',
      'garage.example\n  viewers',
      `${'a23456789.'.repeat(21)}example\n  viewers`,
      'load/invalid-value',
      'baseDomain:',
    ],
    ['a group without the tenant', 'tenant-{tenant}-viewers', 'viewers', 'load/invalid-value', 'viewersGroup:'],
  ] as const)('with %s is refused', (_, from, to, code, part) => {
    const { findings, sources } = load(textsOf({ 'platform.yaml': platform.replace(from, () => to) }));
    expect(findings.map((each) => [each.code, each.place?.file, each.place?.line])).toEqual([
      [code, 'platform.yaml', lineOf(platform, part)],
    ]);
    expect(sources).toBeUndefined();
  });
});

it('adding a tenant leaves every other as it was', () => {
  const { plans } = planFiles({
    'tenants/new.yaml': tenantText('new', ['domains: [new.example]', 'sampleData: true']),
  });
  for (const [id, plan] of sound.plans) {
    const after = plans.get(id);
    expect(after && dataOf(after)).toEqual(dataOf(plan));
  }
  expect(plans.has('new')).toBe(true);
});

it('a file whose text is the one that was loaded last is not read again', () => {
  const files = { 'tenants/old.yaml': tenantText('old', []), 'tenants/new.yaml': tenantText('new', []) };
  const before = load(textsOf(files)).sources?.tenants;
  const changed = { ...files, 'tenants/new.yaml': tenantText('new', ['sampleData: true']) };
  const after = load(textsOf(changed)).sources?.tenants;
  expect(after?.get('new')?.data.spec.sampleData).toBe(true);
  expect(after?.get('old')).toBe(before?.get('old') ?? expect.unreachable());
});
