// Trees are written by hand here: one tenant's index entry and project, and what all tenants share.
import { describe, expect, it } from 'vitest';
import { diffChanges, diffShared } from '../../../generator/diff/diff-changes.js';
import { yamlText } from '../../../generator/render/yaml-text.js';
import type { Changes } from '../../../generator/tree/reconcile.js';
import { memoryTree } from '../../../generator/tree/tree.js';

type Files = Readonly<Record<string, string>>;

const filesOf = (files: Files) => Object.entries(files).map(([path, text]) => ({ path, text }));

function changesOf(puts: Files, deletes: readonly string[] = []): Changes {
  const tenants = { added: [], changed: ['a'], removed: [], unchanged: [], kept: [] };
  return { puts: filesOf(puts), deletes, tenants, foreign: [] };
}

const ofTenant = (before: Files, puts: Files, deletes: readonly string[] = []) =>
  diffChanges(changesOf(puts, deletes), memoryTree(filesOf(before)));
const ofAll = (before: Files, puts: Files, deletes: readonly string[] = []) =>
  diffShared(changesOf(puts, deletes), memoryTree(filesOf(before)));

const index = (set: number) => `clusters/eu/argocd/set-${set}/index/a.json`;
const project = (set: number) => `clusters/eu/argocd/set-${set}/projects/a.yaml`;
const entry = (more: object) => JSON.stringify({ tenant: 'a', tier: 'free', folder: 'x', digest: '1', ...more });
const projectText = (spec: object) =>
  yamlText([{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'tenant-a' }, spec }]);

describe('what Argo CD is given of a tenant', () => {
  it('is told by the fields of its index entry', async () => {
    const [diff] = await ofTenant({ [index(0)]: entry({}) }, { [index(0)]: entry({ tier: 'gold', ring: 'canary' }) });
    expect(diff?.objects).toMatchObject([
      {
        kind: 'IndexEntry',
        name: 'a',
        fate: 'changed',
        risk: 'reconfigures',
        fields: [
          { path: 'ring', after: 'canary' },
          { path: 'tier', before: 'free', after: 'gold' },
        ],
      },
    ]);
  });

  it.each(['digest', 'retriedAt', 'storage', 'volumes', 'server'])(
    'is silent about %s, which manifests tell themselves',
    async (field) => {
      expect(await ofTenant({ [index(0)]: entry({}) }, { [index(0)]: entry({ [field]: 'other' }) })).toEqual([]);
    },
  );

  it('is another folder or namespace where data stays behind', async () => {
    const [diff] = await ofTenant({ [index(0)]: entry({}) }, { [index(0)]: entry({ folder: 'y' }) });
    expect(diff?.risk).toBe('moves data');
  });

  it('is its AppProject too', async () => {
    const before = { [project(0)]: projectText({ sourceRepos: ['one'] }) };
    const [diff] = await ofTenant(before, { [project(0)]: projectText({ sourceRepos: ['one', 'two'] }) });
    expect(diff?.objects).toMatchObject([
      { kind: 'AppProject', name: 'tenant-a', fields: [{ path: 'spec.sourceRepos[]', after: 'two' }] },
    ]);
  });

  it('is the same in another set', async () => {
    const before = { [index(0)]: entry({}), [project(0)]: projectText({}) };
    const after = { [index(1)]: entry({}), [project(1)]: projectText({}) };
    expect(await ofTenant(before, after, Object.keys(before))).toEqual([]);
  });

  it('is shown as it is where somebody else broke it', async () => {
    const [diff] = await ofTenant({ [index(0)]: '{' }, { [index(0)]: entry({}) });
    expect(diff?.objects).toMatchObject([{ kind: 'IndexEntry', fate: 'changed' }]);
  });
});

describe('a manifest that somebody else broke', () => {
  it('is shown as it is, and keeps nobody from a diff', async () => {
    const path = 'clusters/eu/tenants/a/services.yaml';
    const head = 'kind: Service\nmetadata: {name: api}\n';
    const [diff] = await ofTenant({ [path]: `${head}spec: [` }, { [path]: `${head}spec: {}\n` });
    expect(diff?.objects).toMatchObject([{ kind: 'Service', name: 'api', fate: 'changed' }]);
  });
});

describe('what Argo CD is given for all tenants', () => {
  const path = (cluster: string, set: number) => `clusters/${cluster}/argocd/set-${set}/applicationset.yaml`;
  const text = (cluster: string, set: number, spec: object) =>
    yamlText([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'ApplicationSet',
        metadata: { name: `p.${cluster}.set-${set}` },
        spec: { folder: path(cluster, set), ...spec },
      },
    ]);
  const sets = (spec: object, clusters = ['eu', 'us'], count = 2): Files =>
    Object.fromEntries(
      clusters.flatMap((cluster) =>
        Array.from({ length: count }, (_, set) => [path(cluster, set), text(cluster, set, spec)]),
      ),
    );

  it('is shown once where it changes alike in each cluster and set', async () => {
    const groups = await ofAll(sets({ goTemplate: true }), sets({ goTemplate: false }));
    expect(groups).toMatchObject([
      {
        ids: ['p.eu.set-0', 'p.eu.set-1', 'p.us.set-0', 'p.us.set-1'],
        example: { objects: [{ kind: 'ApplicationSet', fields: [{ path: 'spec.goTemplate' }] }] },
      },
    ]);
  });

  it('is shown once where it appears alike, whatever stands before it in its file', async () => {
    const root = (set: number) => ({ kind: 'Application', metadata: { name: `p.root.eu.set-${set}` }, spec: {} });
    const groups = await ofAll({}, { 'argocd/eu.yaml': yamlText([root(0), root(1), root(2)]) });
    expect(groups.map(({ ids }) => ids.length)).toEqual([3]);
  });

  it.each([
    [{ syncPolicy: { preserveResourcesOnDeletion: false } }, 'deletes'],
    [{ template: { spec: { syncPolicy: { automated: { prune: true } } } } }, 'deletes'],
    [{ template: { spec: { destination: { server: 'other' } } } }, 'moves data'],
    [{ template: { metadata: { name: 'other' } } }, 'reconfigures'],
  ])('has a risk: %o', async (spec, risk) => {
    const before = {
      syncPolicy: { preserveResourcesOnDeletion: true },
      template: {
        metadata: { name: 'x' },
        spec: { destination: { server: 'x' }, syncPolicy: { automated: { prune: false } } },
      },
    };
    const after = {
      ...before,
      ...spec,
      template: { ...before.template, ...('template' in spec ? spec.template : {}) },
    };
    const [group] = await ofAll(sets(before, ['eu'], 1), sets(after, ['eu'], 1));
    expect(group?.example.objects[0]?.fields.map(({ path: field }) => field).length).toBeGreaterThan(0);
    expect(group?.example.risk).toBe(risk);
  });

  it('is the number of sets too, and no tenant’s files', async () => {
    const mark = (count: number) => ({ '.tenantry.json': JSON.stringify({ kind: 'Tree', sets: { eu: count } }) });
    const groups = await ofAll(
      { ...mark(8), [index(0)]: entry({}) },
      { ...mark(4), [index(0)]: entry({ tier: 'gold' }) },
    );
    expect(groups.map(({ ids }) => ids)).toEqual([['.tenantry.json']]);
    expect(groups[0]?.example.objects[0]?.fields).toEqual([{ path: 'sets.eu', before: 8, after: 4 }]);
  });
});
