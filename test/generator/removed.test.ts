// A tenant that was removed is remembered: its id, and what its data is kept under, are nobody else's until they are released.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platformWith, tenantFile } from '../sample-platform.js';
import { emptyTree, type Files, publishInto, treeText } from './memory-publish.js';

const offboarded = (id: string) => tenantFile(id, { tier: 'professional', ...leaving });
const leaving = { lifecycle: 'offboarding', offboardedOn: '2026-01-01' } as const;
const released = (id: string) => platformWith('\nspec:\n', `\nspec:\n  released: [${id}]\n`);

/** A tree that a tenant has left. */
async function treeWithout(id: string): Promise<Files> {
  const before = await publishInto(emptyTree, [offboarded(id), tenantFile('stays')]);
  const after = await publishInto(before.files, [tenantFile('stays')]);
  expect(after.tenants?.removed).toEqual([id]);
  return after.files;
}

describe('a removed tenant', () => {
  it('is remembered with the paths of its data, and without anybody’s name', async () => {
    const text = (await treeWithout('gone')).get('removed/gone.json') ?? '';
    expect(JSON.parse(text)).toEqual({
      apiVersion: 'tenantry.dev/v1',
      kind: 'RemovedTenant',
      tenant: 'gone',
      cluster: 'eu-west',
      offboardedOn: '2026-01-01',
      claims: [
        expect.stringMatching(/^backups:s3:.*\/gone\/$/),
        'namespace:eu-west/tenant-gone',
        expect.stringMatching(/^secrets:eu-west\/.*\/tenant-gone\/$/),
      ],
    });
  });

  it('is remembered by each later publish, which changes nothing of it', async () => {
    const tree = await treeWithout('gone');
    const later = await publishInto(tree, [tenantFile('stays')], { today: '2027-01-01' });
    expect(treeText(later.files)).toBe(treeText(tree));
  });

  it('keeps its id, whatever comes with it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('demo', 'free', 'professional', 'enterprise'),
        fc.constantFrom('eu-west', 'us-east'),
        async (tier, region) => {
          const again = await publishInto(await treeWithout('gone'), [
            tenantFile('stays'),
            tenantFile('gone', { tier, region }),
            tenantFile('new'),
          ]);
          expect(again.codes).toEqual(['check/removed-before']);
          expect(again.findings[0]).toMatchObject({ tenant: 'gone', place: { file: 'tenants/gone.yaml' } });
          expect(again.tenants).toMatchObject({ added: ['new'], unchanged: ['stays'] });
        },
      ),
      { numRuns: 4 },
    );
  });

  it('keeps the paths of its data from tenants of other ids', async () => {
    const tree = new Map(await treeWithout('gone'));
    const text = tree.get('removed/gone.json') ?? '';
    tree.set('removed/older.json', text.replaceAll('gone', 'new'));
    tree.delete('removed/gone.json');
    const again = await publishInto(tree, [tenantFile('stays'), tenantFile('new', { tier: 'professional' })]);
    expect(again.codes).toEqual(['check/removed-before', 'check/removed-before', 'check/removed-before']);
  });

  it('keeps its id where its file can not be read', async () => {
    const tree = new Map([...(await treeWithout('gone')), ['removed/gone.json', '{']]);
    expect((await publishInto(tree, [tenantFile('stays'), tenantFile('gone')])).codes).toEqual([
      'check/removed-before',
    ]);
  });

  it('gives its id to another once it is released, who is remembered in turn', async () => {
    const again = await publishInto(await treeWithout('gone'), [tenantFile('stays'), offboarded('gone')], {
      platform: released('gone'),
    });
    expect(again.tenants?.added).toEqual(['gone']);
    const published = await publishInto(again.files, [tenantFile('stays'), offboarded('gone')]);
    expect(published.codes).toEqual([]);
    const left = await publishInto(published.files, [tenantFile('stays')]);
    expect(left.tenants?.removed).toEqual(['gone']);
    expect((await publishInto(left.files, [tenantFile('stays'), tenantFile('gone')])).codes).toEqual([
      'check/removed-before',
    ]);
  });
});
