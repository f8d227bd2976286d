import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { concernNames } from '../../../constructs/index.js';
import type { RenderedTenant, RenderedTree } from '../../../generator/render/render-tenant.js';
import { layout, tryFindOwner } from '../../../generator/tree/layout.js';
import { type Changes, reconcile } from '../../../generator/tree/reconcile.js';
import { applied, file, listOf, sampleTenant, sampleTree } from '../../sample-tree.js';

const empty: ReadonlyMap<string, string> = new Map();

interface Given {
  readonly files?: ReadonlyMap<string, string>;
  readonly keep?: readonly string[];
  readonly remove?: readonly string[];
}

function changesFor(rendered: RenderedTree, { files = empty, keep = [], remove = [] }: Given = {}): Changes {
  return reconcile({ current: listOf(files), rendered, keep: new Set(keep), remove: new Set(remove) });
}

function published(...tenants: readonly RenderedTenant[]): Map<string, string> {
  return applied(empty, changesFor(sampleTree(tenants)));
}

/** One for each concern, the AppProject and the index entry. */
const filesOfTenant = concernNames.length + 2;

describe('reconcile', () => {
  test('puts everything into an empty tree', () => {
    const changes = changesFor(sampleTree([sampleTenant('b'), sampleTenant('a')]));
    expect(changes.tenants).toEqual({ added: ['a', 'b'], changed: [], removed: [], unchanged: [], kept: [] });
    expect(changes.puts).toHaveLength(2 * filesOfTenant + 3);
    expect(changes.deletes).toEqual([]);
  });

  test('deletes a concern that a tenant no longer has, and nothing else', () => {
    const files = published(sampleTenant('a'), sampleTenant('b'));
    const changes = changesFor(sampleTree([sampleTenant('a', { parts: ['namespace'] }), sampleTenant('b')]), { files });
    expect(changes.tenants).toMatchObject({ changed: ['a'], unchanged: ['b'] });
    expect(changes.puts).toEqual([]);
    expect(changes.deletes).toHaveLength(concernNames.length - 1);
    expect(changes.deletes).toContain(layout.concern('eu', 'a', 'database'));
  });

  test('keeps a tenant that is neither rendered nor to be removed', () => {
    const changes = changesFor(sampleTree([]), { files: published(sampleTenant('a')) });
    expect(changes).toMatchObject({ puts: [], deletes: [], tenants: { kept: ['a'] } });
  });

  test('keeps what is published of a tenant that is kept, although it was rendered or is to be removed', () => {
    const files = published(sampleTenant('a'));
    const rendered = sampleTree([sampleTenant('a', { text: 'new' })]);
    expect(changesFor(rendered, { files, keep: ['a'], remove: ['a'] })).toMatchObject({
      puts: [],
      deletes: [],
      tenants: { kept: ['a'] },
    });
  });

  test('writes nothing of a newcomer that is kept back', () => {
    const changes = changesFor(sampleTree([sampleTenant('a')]), { keep: ['a'] });
    expect(changes.tenants).toEqual({ added: [], changed: [], removed: [], unchanged: [], kept: [] });
    expect(changes.puts.filter(({ path }) => tryFindOwner(path)?.kind === 'tenant')).toEqual([]);
  });

  test('removes all files of a tenant that is to be removed', () => {
    const files = published(sampleTenant('a'), sampleTenant('b'));
    const changes = changesFor(sampleTree([sampleTenant('b')]), { files, remove: ['a'] });
    expect(changes.tenants).toMatchObject({ removed: ['a'], unchanged: ['b'] });
    expect(changes.deletes).toEqual(
      sampleTenant('a')
        .files.map(({ path }) => path)
        .sort(),
    );
  });

  test('does not remove a tenant that was rendered', () => {
    const files = published(sampleTenant('a'));
    expect(changesFor(sampleTree([sampleTenant('a')]), { files, remove: ['a'] }).tenants.unchanged).toEqual(['a']);
  });

  test('reports foreign files in owned folders, leaves others unsaid, and touches neither', () => {
    const foreign = ['argocd/notes.txt', 'clusters/eu/tenants/a/notes.yaml', 'clusters/eu/tenants/README.md'];
    const files = new Map([
      ...published(sampleTenant('a')),
      ...[...foreign, 'README.md'].map((path) => [path, 'x'] as const),
    ]);
    const changes = changesFor(sampleTree([]), { files, remove: ['a'] });
    expect(changes.foreign).toEqual([...foreign].sort());
    expect(changes.deletes).toHaveLength(filesOfTenant);
  });

  test.each([
    ['a file stands where a folder is needed', 'clusters/eu/tenants/a'],
    ['a folder stands where a file is needed', 'clusters/eu/tenants/a/network.yaml/notes.txt'],
  ])('refuses where %s', (_, path) => {
    const files = new Map([[path, 'x']]);
    expect(() => changesFor(sampleTree([sampleTenant('a')]), { files })).toThrow(OutsideError);
  });

  test('leaves the ApplicationSet and the roots of a cluster that is gone as long as they carry a kept tenant', () => {
    const files = published(sampleTenant('a'));
    const gone: RenderedTree = { tenants: [], shared: [] };
    expect(changesFor(gone, { files }).deletes).toEqual([]);
    expect(changesFor(gone, { files, remove: ['a'] }).deletes).toEqual(
      expect.arrayContaining([layout.roots('eu'), layout.applicationSet('eu', 'set-0')]),
    );
  });

  test.each([
    ['another tenant’s path', [file(layout.index('eu', 'set-0', 'b'), '')]],
    ['a path outside the owned folders', [file('README.md', '')]],
    ['one path twice', [file(layout.index('eu', 'set-0', 'a'), ''), file(layout.index('eu', 'set-0', 'a'), '')]],
  ])('does not accept a tenant that renders %s', (_, files) => {
    expect(() => changesFor(sampleTree([{ id: 'a', cluster: 'eu', files }]))).toThrow(/README|b\.json|twice/);
  });
});

const ids = ['a', 'b', 'c', 'd', 'e'];
const someIds = fc.subarray(ids);
const tenantOf = (id: string, variant: number): RenderedTenant =>
  sampleTenant(id, {
    text: `v${variant % 2}`,
    parts: variant > 1 ? ['namespace', 'network'] : ['namespace', 'services'],
  });
const someTenants = fc
  .tuple(someIds, fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }))
  .map(([some, variants]) => some.map((id, index) => tenantOf(id, variants[index] ?? 0)));
const before = someTenants.map(
  (tenants) => new Map([...published(...tenants), ['argocd/notes.txt', 'x'], ['README.md', 'y']]),
);

describe('reconcile, for any trees', () => {
  test('gives the same changes whatever the order of its input', () => {
    fc.assert(
      fc.property(before, someTenants, someIds, someIds, (files, tenants, keep, remove) => {
        const forward = changesFor(sampleTree(tenants), { files, keep, remove });
        const backward = changesFor(sampleTree([...tenants].reverse()), {
          files: new Map([...files].reverse()),
          keep: [...keep].reverse(),
          remove: [...remove].reverse(),
        });
        expect(backward).toEqual(forward);
      }),
    );
  });

  test('has nothing left to change once its changes are applied', () => {
    fc.assert(
      fc.property(before, someTenants, someIds, someIds, (files, tenants, keep, remove) => {
        const rendered = sampleTree(tenants);
        const after = applied(files, changesFor(rendered, { files, keep, remove }));
        const again = changesFor(rendered, { files: after, keep, remove });
        expect(again).toMatchObject({ puts: [], deletes: [], tenants: { added: [], changed: [], removed: [] } });
      }),
    );
  });

  test('deletes only owned files, and no tenant that was not asked for by id', () => {
    fc.assert(
      fc.property(before, someTenants, someIds, someIds, (files, tenants, keep, remove) => {
        const { deletes, tenants: fates } = changesFor(sampleTree(tenants), { files, keep, remove });
        expect(deletes.filter((path) => tryFindOwner(path) === undefined)).toEqual([]);
        expect(fates.removed.filter((id) => !remove.includes(id))).toEqual([]);
      }),
    );
  });

  test('touches no path of another tenant when one is added', () => {
    fc.assert(
      fc.property(someTenants, (tenants) => {
        const others = tenants.filter(({ id }) => id !== 'e');
        const changes = changesFor(sampleTree([...others, tenantOf('e', 0)]), { files: published(...others) });
        const touched = [...changes.puts.map(({ path }) => path), ...changes.deletes].map((path) => tryFindOwner(path));
        expect(touched.filter((owner) => owner?.kind !== 'tenant' || owner.id !== 'e')).toEqual([]);
        expect(changes.tenants.added).toEqual(['e']);
      }),
    );
  });

  test('puts each published or rendered tenant into exactly one list', () => {
    fc.assert(
      fc.property(before, someTenants, someIds, (files, tenants, remove) => {
        const { tenants: fates } = changesFor(sampleTree(tenants), { files, remove });
        const listed = Object.values(fates).flat();
        expect(new Set(listed).size).toBe(listed.length);
      }),
    );
  });
});
