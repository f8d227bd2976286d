// One file with several mistakes of several stages: all are told in one run, and nobody else learns of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceText } from '../../../generator/read/read-sources.js';
import { emptyTree, filesOf, publishInto, treeText } from '../memory-publish.js';
import { codesAndPlaces, replaced, tenantText } from '../read/sources-fixture.js';

const file = (id: string, text: string): SourceText => ({ file: `tenants/${id}.yaml`, text, findings: [] });
const holder = file('holder', tenantText('holder', ['domains: [shop.holder.example]']));
const high = 'overrides: {database: {storage: 900Gi}}';
const taken = 'domains: [shop.holder.example]';
const bad = (...lines: readonly string[]) => tenantText('bad', lines);

/** What is told of bad.yaml, published beside a tenant that has a domain. */
async function told(text: string): Promise<string[]> {
  const before = await publishInto(emptyTree, [holder]);
  const after = await publishInto(before.files, [holder, file('bad', text)]);
  expect(treeText(after.files)).toBe(treeText(before.files));
  expect(after.findings.every(({ tenant }) => tenant === 'bad')).toBe(true);
  return codesAndPlaces(after.findings)
    .map((each) => each.replace('tenants/bad.yaml:', ''))
    .sort();
}

describe('a file with several mistakes tells them all at once:', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'an unknown field, a value above its ceiling and a host of another',
      bad('nonsense: 1', high, taken),
      ['check/claimed-twice 13:13', 'load/unknown-field 11:3', 'plan/above-ceiling 12:35'],
    ],
    [
      'a misspelt required field, and a variable of a secret',
      replaced(bad('env: {api: {JWT_SECRET: a}}'), 'displayName', 'displyName'),
      ['load/unknown-field 6:3', 'plan/env-owned 11:15'],
    ],
    [
      'a name that is not the file’s, and a service that does not exist',
      replaced(bad('env: {apo: {A: b}}'), 'name: bad', 'name: good'),
      ['load/name-mismatch 4:9', 'load/unknown-service 11:9'],
    ],
    [
      'a misspelt tier that does not exist either',
      replaced(bad(), 'tier: professional', 'teir: platinum'),
      ['load/unknown-field 8:3', 'load/unknown-tier 8:9'],
    ],
    [
      'a region that nobody serves, and a value above its ceiling',
      replaced(bad(high), 'eu-west', 'mars'),
      ['load/unknown-region 9:11', 'plan/above-ceiling 11:35'],
    ],
    [
      'a value above its ceiling, and a host of another',
      bad(high, taken),
      ['check/claimed-twice 12:13', 'plan/above-ceiling 11:35'],
    ],
    [
      'a missing owner, and a domain of the platform',
      replaced(bad('domains: [x.garage.example]'), '  owner: {name: Office, email: office@some.example}\n', ''),
      ['load/missing-field 5:1', 'plan/host-not-allowed 10:13'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await told(text)).toEqual(expected);
  });
});

describe('a file with a mistake is not told', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'that a date is missing which it gives wrongly',
      replaced(bad('expiresAt: soon'), 'professional', 'demo'),
      ['load/invalid-value 11:14'],
    ],
    [
      'two things of one line: the domain of another is the platform’s too',
      bad('domains: [holder.garage.example]', 'nonsense: 1'),
      ['load/unknown-field 12:3', 'plan/host-not-allowed 11:13'],
    ],
    ['anything more where it is of another kind', replaced(bad(high), 'Tenant', 'Blueprint'), ['load/wrong-kind 2:7']],
    [
      'of the place of one domain in a list that has a wrong one',
      bad('domains: [12, shop.holder.example]'),
      ['load/wrong-type 11:13'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await told(text)).toEqual(expected);
  });

  it('that its storage shrinks where the line that says its size is wrong', async () => {
    const size = (storage: string) => file('a', tenantText('a', [`overrides: {database: {storage: ${storage}}}`]));
    const before = await publishInto(emptyTree, [size('120Gi')]);
    const { codes } = await publishInto(before.files, [size('80')]);
    expect(codes).toEqual(['load/wrong-type', 'publish/kept-back']);
  });
});

describe('a published tenant with an error', () => {
  it('is told that its storage shrinks by another line, and stays as it is', async () => {
    const size = (storage: string, ...more: readonly string[]) =>
      file('a', tenantText('a', [`overrides: {database: {storage: ${storage}}}`, ...more]));
    const before = await publishInto(emptyTree, [size('120Gi')]);
    const after = await publishInto(before.files, [size('80Gi', 'nonsense: 1')]);
    expect(after.codes).toEqual(['load/unknown-field', 'check/storage-shrinks', 'publish/kept-back']);
    expect(filesOf(after.files, 'a')).toEqual(filesOf(before.files, 'a'));
  });

  it('holds what it has, and nothing that its file asks for: a newcomer gets that', async () => {
    const newcomer = file('new', tenantText('new', ['domains: [shop.new.example]']));
    const broken = file('bad', bad('domains: [shop.new.example]', 'nonsense: 1'));
    const after = await publishInto(emptyTree, [newcomer, broken]);
    expect(after.tenants?.added).toEqual(['new']);
    expect(after.findings.filter(({ tenant }) => tenant === 'new')).toEqual([]);
    expect(after.codes).toEqual(['load/unknown-field', 'check/claimed-twice']);
  });
});

it('whatever a file says, it is told of and everybody else goes out', async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('workshop', 'free', 'eu-west', 12, ['a.example']),
  );
  const names = [
    'displayName',
    'displyName',
    'blueprint',
    'tier',
    'region',
    'owner',
    'domains',
    'env',
    'overrides',
    'x',
  ];
  const spec = fc.dictionary(fc.constantFrom(...names), value);
  const base = { displayName: 'A', blueprint: 'workshop', tier: 'free', region: 'eu-west' };
  await fc.assert(
    fc.asyncProperty(spec, async (fields) => {
      const tenant = {
        apiVersion: 'tenantry.dev/v1',
        kind: 'Tenant',
        metadata: { name: 'bad' },
        spec: { ...base, ...fields },
      };
      const { tenants, codes } = await publishInto(emptyTree, [holder, file('bad', JSON.stringify(tenant))]);
      expect(tenants?.added).toContain('holder');
      expect(tenants?.added.includes('bad')).toBe(codes.length === 0);
      expect(codes).not.toContain('plan/not-renderable');
    }),
    { numRuns: 30 },
  );
});
