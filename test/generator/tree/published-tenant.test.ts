import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndexEntry } from '../../../argocd/index-entry.js';
import { layout } from '../../../generator/tree/layout.js';
import { parsePublished, readPublished } from '../../../generator/tree/published-tenant.js';
import { memoryTree } from '../../sample-tree.js';

function entry(tenant: string): IndexEntry {
  const filled = {
    displayName: 'A',
    region: 'eu-west',
    product: 'p',
    tier: 'free',
    ring: 'stable',
    lifecycle: 'active',
  };
  const empty = {
    owner: '',
    url: '',
    dashboard: '',
    offboardedOn: '',
    storage: '',
    volumes: {},
    links: [],
    digest: '',
    claims: ['host:a.example'],
  };
  return {
    ...filled,
    ...empty,
    tenant,
    namespace: `t-${tenant}`,
    cluster: 'eu',
    folder: layout.tenantFolder('eu', tenant),
  };
}

const index = (id: string, cluster = 'eu', set = 'set-0') => layout.index(cluster, set, id);

describe('parsePublished', () => {
  test('reads the entries by id, sorted', () => {
    const published = parsePublished(new Map(['b', 'a'].map((id) => [index(id), JSON.stringify(entry(id))])));
    expect([...published.keys()]).toEqual(['a', 'b']);
    expect(published.get('a')).toEqual({ id: 'a', cluster: 'eu', path: index('a'), entry: entry('a') });
  });

  test.each([
    ['does not parse', '{'],
    ['lacks a field', JSON.stringify({ ...entry('a'), digest: undefined })],
    ['has a field of another type', JSON.stringify({ ...entry('a'), claims: 'host:a.example' })],
    ['is another tenant’s', JSON.stringify(entry('b'))],
    ['is of another cluster', JSON.stringify({ ...entry('a'), cluster: 'us' })],
  ])('counts a tenant whose entry %s as published, with a finding', (_, text) => {
    const tenant = parsePublished(new Map([[index('a'), text]])).get('a');
    expect(tenant?.entry).toBeUndefined();
    expect(tenant?.finding).toMatchObject({ code: 'tree/broken-index', place: { file: index('a') } });
  });

  test('does not choose between two entries of one tenant', () => {
    const texts = [index('a'), index('a', 'eu', 'set-1')].map((path) => [path, JSON.stringify(entry('a'))] as const);
    expect(parsePublished(new Map(texts)).get('a')?.finding?.code).toBe('tree/broken-index');
  });

  test('does not read what is not an index file', () => {
    expect(parsePublished(new Map([['clusters/eu/argocd/set-0/index/A.json', '{}']])).size).toBe(0);
  });

  test('never throws, and loses no tenant, whatever the files hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => parsePublished(new Map([[index('a'), text]])).has('a')),
    );
  });
});

describe('readPublished', () => {
  test('counts a tenant as published that has manifests but no index file', async () => {
    const orphan = layout.concern('eu', 'b', 'network');
    const published = await readPublished(
      memoryTree(
        new Map([
          [index('a'), JSON.stringify(entry('a'))],
          [orphan, 'x'],
        ]),
      ),
    );
    expect([...published.keys()]).toEqual(['a', 'b']);
    expect(published.get('a')?.entry).toBeDefined();
    expect(published.get('b')?.finding).toMatchObject({ code: 'tree/broken-index', place: { file: orphan } });
  });

  test.each([
    ['Cluster', 'kind: Cluster\nspec:\n  storage: {size: 40Gi, storageClass: fast}\n'],
    ['Cluster whose storage has lines of its own', 'kind: Cluster\nspec:\n  storage:\n    size: 40Gi\n'],
    ['MariaDB', 'kind: Secret\n---\nkind: MariaDB\nspec: {storage: {size: 40Gi}}\n'],
  ])('reads the size of the database from the %s where the index entry is lost', async (_, text) => {
    const published = await readPublished(memoryTree(new Map([[layout.concern('eu', 'b', 'database'), text]])));
    expect(published.get('b')?.recovered?.storage).toBe('40Gi');
  });

  test.each(['spec: *nothing', '{', 'kind: Cluster\nspec: {storage: {size: 1}}'])(
    'knows no size of %j',
    async (text) => {
      const published = await readPublished(memoryTree(new Map([[layout.concern('eu', 'b', 'database'), text]])));
      expect(published.get('b')).toMatchObject({ id: 'b' });
      expect(published.get('b')?.recovered?.storage).toBeUndefined();
    },
  );
});
