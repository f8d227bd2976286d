import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layout } from '../../generator/tree/layout.js';
import { type GeneratedTenant, platformWith, sourceText, tenantFile } from '../sample-platform.js';
import { emptyTree, filesOf, publishInto, treeText } from './memory-publish.js';

const files = (...ids: readonly string[]) => ids.map((id) => tenantFile(id));
const broken = (id: string) => sourceText(`tenants/${id}.yaml`, 'apiVersion: [');
const offboarding = (id: string, offboardedOn: string) => tenantFile(id, { lifecycle: 'offboarding', offboardedOn });

describe('one bad tenant', () => {
  it('keeps none of the others from going out, byte for byte', async () => {
    const without = await publishInto(emptyTree, files('a', 'c'));
    const beside = await publishInto(emptyTree, [...files('a', 'c'), broken('b')]);
    expect(treeText(beside.files)).toBe(treeText(without.files));
    expect(beside.codes).toContain('load/syntax');
  });

  it.each([
    ['does not parse', (id: string) => broken(id)],
    [
      'names no tier',
      (id: string) => sourceText(`tenants/${id}.yaml`, (tenantFile(id).text ?? '').replace('free', 'gold')),
    ],
    ['is above a ceiling', (id: string) => tenantFile(id, { storage: '1Ti' })],
    ['moves', (id: string) => tenantFile(id, { region: 'us-east' })],
    ['claims what another has', (id: string) => tenantFile(id, { domains: ['shop.other.example'] })],
  ])('keeps its last published state where its file %s', async (_, change) => {
    const other = tenantFile('other', { domains: ['shop.other.example'] });
    const before = await publishInto(emptyTree, [other, ...files('b')]);
    const after = await publishInto(before.files, [other, change('b'), ...files('c')]);
    expect(filesOf(after.files, 'b')).toEqual(filesOf(before.files, 'b'));
    expect(filesOf(after.files, 'b').size).toBeGreaterThan(5);
    expect(after.tenants).toMatchObject({ added: ['c'], kept: ['b'], unchanged: ['other'] });
    expect(after.codes).toContain('publish/kept-back');
  });

  it('is not published at all where it was not before', async () => {
    const { files: tree, tenants } = await publishInto(emptyTree, [broken('b'), ...files('a')]);
    expect(filesOf(tree, 'b').size).toBe(0);
    expect(tenants).toMatchObject({ added: ['a'], kept: [] });
  });
});

describe('what two tenants claim', () => {
  const claiming = (id: string) => tenantFile(id, { domains: ['shop.example.dev'] });

  it('stays with the one that is published', async () => {
    const before = await publishInto(emptyTree, [claiming('z')]);
    const after = await publishInto(before.files, [claiming('a'), claiming('z')]);
    expect(after.tenants).toMatchObject({ added: [], unchanged: ['z'] });
    expect(after.findings.filter(({ code }) => code === 'check/claimed-twice').map(({ tenant }) => tenant)).toEqual([
      'a',
    ]);
  });

  it('goes to neither where none is published', async () => {
    const { tenants } = await publishInto(emptyTree, [claiming('a'), claiming('z'), ...files('m')]);
    expect(tenants?.added).toEqual(['m']);
  });

  it('stays with a published tenant whose file is broken, or gone', async () => {
    const before = await publishInto(emptyTree, [claiming('z')]);
    for (const others of [[broken('z')], []]) {
      const after = await publishInto(before.files, [claiming('a'), ...others]);
      expect(after.tenants).toMatchObject({ added: [], kept: ['z'] });
    }
  });

  it('goes to the newcomer once the other has given it up', async () => {
    const first = await publishInto(emptyTree, [claiming('z')]);
    const second = await publishInto(first.files, [claiming('a'), tenantFile('z')]);
    expect(second.tenants).toMatchObject({ added: [], changed: ['z'] });
    const third = await publishInto(second.files, [claiming('a'), tenantFile('z')]);
    expect(third.tenants).toMatchObject({ added: ['a'], unchanged: ['z'] });
  });
});

describe('a tenant without a file', () => {
  it('stays published and is reported', async () => {
    const before = await publishInto(emptyTree, files('a', 'b'));
    const after = await publishInto(before.files, files('a'));
    expect(treeText(after.files)).toBe(treeText(before.files));
    expect(after.codes).toEqual(['publish/missing-file']);
  });

  it('stays through its grace period, and goes on the day after', async () => {
    const before = await publishInto(emptyTree, [offboarding('b', '2026-07-01'), ...files('a')]);
    const within = await publishInto(before.files, files('a'), { today: '2026-07-30' });
    expect(within.tenants?.kept).toEqual(['b']);
    expect(within.codes).toEqual(['publish/grace-period']);
    const after = await publishInto(within.files, files('a'), { today: '2026-07-31' });
    expect(after.tenants?.removed).toEqual(['b']);
    expect([...filesOf(after.files, 'b').keys()]).toEqual(['removed/b.json']);
    const others = new Map([...after.files].filter(([path]) => path !== 'removed/b.json'));
    expect(treeText(others)).toBe(treeText((await publishInto(emptyTree, files('a'))).files));
  });

  it('is one of a list where more would go than the budget allows, and nothing changes', async () => {
    const gone = ['b', 'c', 'd'].map((id) => offboarding(id, '2026-01-01'));
    const before = await publishInto(emptyTree, [...gone, ...files('a')]);
    const after = await publishInto(before.files, [...files('a', 'new')]);
    expect(after.tenants).toBeUndefined();
    const [refusal] = after.findings.filter(({ code }) => code === 'publish/deletion-budget');
    expect(refusal?.message).toMatch(/\bb, c, d\b/);
  });

  it('is among all, where tenants/ is empty: none goes, and load tells of it once', async () => {
    const before = await publishInto(emptyTree, files('a', 'b', 'c'));
    const after = await publishInto(before.files, []);
    expect(treeText(after.files)).toBe(treeText(before.files));
    expect(after.codes).not.toContain('publish/missing-file');
  });
});

describe('a claim that is given up', () => {
  it('is refused to another in the same change, at no line of who gives it up, and given with the next', async () => {
    const host = { domains: ['shop.other.example'] };
    const before = await publishInto(emptyTree, [tenantFile('b', host)]);
    const now = [tenantFile('b'), tenantFile('new', host)];
    const after = await publishInto(before.files, now);
    expect(after.findings).toEqual([
      expect.objectContaining({ code: 'check/claimed-twice', tenant: 'new', related: { file: 'tenants/b.yaml' } }),
    ]);
    expect((await publishInto(after.files, now)).tenants?.added).toEqual(['new']);
  });
});

describe('the tree', () => {
  it('is refused where it belongs to another platform or is of nobody', async () => {
    const { files: tree } = await publishInto(emptyTree, files('a'));
    const renamed = await publishInto(tree, files('a', 'b'), { platform: platformWith('name: garage', 'name: other') });
    expect(renamed.tenants).toBeUndefined();
    expect(renamed.codes).toEqual(['tree/other-platform']);
    expect((await publishInto(new Map([['README.md', 'mine']]), files('a'))).codes).toEqual(['tree/not-ours']);
  });

  it('keeps its sets unless a person asks for others', async () => {
    const { files: tree } = await publishInto(emptyTree, files('a'));
    const platform = platformWith('sets: 8', 'sets: 4');
    expect((await publishInto(tree, files('a'), { platform })).codes).toEqual([
      'tree/sets-changed',
      'tree/sets-changed',
    ]);
    const moved = await publishInto(tree, files('a'), { platform, changeSets: true });
    expect(moved.files).toEqual((await publishInto(emptyTree, files('a'), { platform })).files);
  });

  it('reports files that are not Tenantry’s in its folders, and leaves them', async () => {
    const { files: tree } = await publishInto(emptyTree, files('a'));
    const stray = `${layout.tenantFolder('eu-west', 'a')}/notes.yaml`;
    const after = await publishInto(new Map([...tree, [stray, 'kind: Secret']]), files('a'));
    expect(after.files.get(stray)).toBe('kind: Secret');
    expect(after.findings).toMatchObject([{ code: 'tree/foreign-file', place: { file: stray } }]);
  });

  it('keeps a tenant whose index can not be read, and says so', async () => {
    const { files: tree } = await publishInto(emptyTree, files('a', 'b'));
    const index = [...tree.keys()].find((path) => path.endsWith('/index/b.json')) ?? '';
    const after = await publishInto(new Map([...tree, [index, '{']]), files('a'));
    expect(after.tenants).toMatchObject({ kept: ['b'] });
    expect(after.codes).toContain('tree/broken-index');
  });
});

const generated = fc.record<GeneratedTenant>(
  {
    tier: fc.constantFrom('demo', 'free', 'professional', 'enterprise'),
    region: fc.constantFrom('eu-west', 'us-east'),
    locale: fc.constantFrom('de-DE', 'en-GB', 'on', '0x1F'),
    lifecycle: fc.constantFrom('active', 'suspended'),
  },
  { requiredKeys: ['tier', 'region'] },
);
const tenants = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{2,6}$/), generated, { minKeys: 2, maxKeys: 5 });

function textsOf(all: Readonly<Record<string, GeneratedTenant>>) {
  return Object.entries(all).map(([id, tenant]) => tenantFile(id, { ...tenant, domains: [`www.${id}.example.dev`] }));
}

describe('publishing some and then all', { timeout: 120_000 }, () => {
  it('gives the same tree as publishing all at once, in whatever order', async () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    await fc.assert(
      fc.asyncProperty(tenants, fc.nat(31), order, async (all, some, indexes) => {
        const texts = textsOf(all);
        const first = await publishInto(
          emptyTree,
          texts.filter((_, index) => some & (1 << index)),
        );
        const second = await publishInto(
          first.files,
          indexes.flatMap((index) => texts[index] ?? []),
        );
        expect(treeText(second.files)).toBe(treeText((await publishInto(emptyTree, texts)).files));
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same tree after any change of one, and touches no other', async () => {
    await fc.assert(
      fc.asyncProperty(tenants, fc.constantFrom('fr-FR', 'it-IT'), async (all, locale) => {
        const before = await publishInto(emptyTree, textsOf(all));
        const [id = ''] = Object.keys(all);
        const changed = { ...all, [id]: { ...all[id], locale } };
        const after = await publishInto(before.files, textsOf(changed));
        expect(after.tenants).toMatchObject({ added: [], changed: [id], removed: [], kept: [] });
        expect(treeText(after.files)).toBe(treeText((await publishInto(emptyTree, textsOf(changed))).files));
      }),
      { numRuns: 10 },
    );
  });
});
