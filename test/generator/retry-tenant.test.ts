import { describe, expect, it } from 'vitest';
import { retryTenant } from '../../generator/retry-tenant.js';
import { tenantFile } from '../sample-platform.js';
import { applied, memoryTree } from '../sample-tree.js';
import { emptyTree, type Files, filesOf, publishInto, treeText } from './memory-publish.js';

const at = '2026-11-21T15:10:00Z';
const later = '2026-11-21T15:12:00Z';
const tenants = [tenantFile('one'), tenantFile('two')];
const { files } = await publishInto(emptyTree, tenants);

async function retried(before: Files, id: string, moment = at): Promise<Files> {
  const outcome = await retryTenant(memoryTree(before), id, { at: moment });
  if (outcome.kind !== 'retry') throw new Error(outcome.kind);
  return applied(before, outcome.changes);
}

function changed(before: Files, after: Files): string[] {
  return [...after].flatMap(([path, text]) => (before.get(path) === text ? [] : [path])).sort();
}

describe('a retry', () => {
  it('changes the marker and the index of that tenant, and no byte else', async () => {
    const after = await retried(files, 'one');
    expect(changed(files, after)).toEqual([
      expect.stringMatching(/\/index\/one\.json$/),
      expect.stringMatching(/\/tenants\/one\/namespace\.yaml$/),
    ]);
    const [index = '', manifest = ''] = changed(files, after).map((path) => after.get(path));
    expect(JSON.parse(index)).toMatchObject({ retriedAt: at });
    const lines = manifest
      .split('\n')
      .filter((line) => !(files.get(changed(files, after)[1] ?? '') ?? '').includes(line));
    expect(lines).toEqual([expect.stringContaining(at)]);
  });

  it('is kept by every later render, whatever else changes', async () => {
    const once = await retried(files, 'one');
    const same = await publishInto(once, tenants);
    expect(treeText(same.files)).toBe(treeText(once));
    const other = await publishInto(once, [tenantFile('one'), tenantFile('two', { tier: 'professional' })]);
    expect(treeText(filesOf(other.files, 'one'))).toBe(treeText(filesOf(once, 'one')));
  });

  it('goes with the manifests that it was asked for', async () => {
    const changedTenants = [tenantFile('one', { tier: 'professional' }), tenantFile('two')];
    const after = await publishInto(await retried(files, 'one'), changedTenants);
    expect(treeText(after.files)).toBe(treeText((await publishInto(files, changedTenants)).files));
  });

  it('can be asked for again, but not within the same minute', async () => {
    const once = await retried(files, 'one');
    expect(await retryTenant(memoryTree(once), 'one', { at: '2026-11-21T15:09:30Z' })).toMatchObject({
      kind: 'retried',
    });
    expect(changed(once, await retried(once, 'one', later))).toHaveLength(2);
  });

  it('is done where somebody else has asked since one looked, however far the clocks are apart', async () => {
    const once = await retried(files, 'one', later);
    const seen = { retriedAt: undefined };
    expect(await retryTenant(memoryTree(once), 'one', { at, seen })).toMatchObject({ kind: 'retried' });
  });

  it('needs a tenant that is published, and its marker', async () => {
    expect(await retryTenant(memoryTree(files), 'three', { at })).toEqual({ kind: 'unpublished' });
    const bare = new Map([...files].map(([path, text]) => [path, text.replaceAll('tenantry-marker', 'other')]));
    expect(await retryTenant(memoryTree(bare), 'one', { at })).toMatchObject({ kind: 'broken' });
    const broken = new Map([...files].map(([path, text]) => [path, path.endsWith('.json') ? '{' : text]));
    expect(await retryTenant(memoryTree(broken), 'one', { at })).toMatchObject({ kind: 'broken' });
  });
});
