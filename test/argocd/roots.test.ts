import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allSets, argoCdNames } from '../../argocd/names.js';
import type { ApplicationSpec, AppProjectSpec } from '../../argocd/resources.js';
import { Bootstrap, SetRoots } from '../../argocd/roots.js';
import { keptAnnotations } from '../../argocd/sync-policy.js';
import { layout } from '../../generator/tree/layout.js';
import { argocd, objectsOf } from './platform-fixture.js';

interface Rendered {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
}
type Application = Rendered & { readonly spec: ApplicationSpec };
type Project = Rendered & { readonly spec: AppProjectSpec };

const bootstrap = objectsOf<Application | Project>((app) => new Bootstrap(app, argocd));
const [project, root] = bootstrap as [Project, Application];
const sets = allSets(3).map((name) => ({ name, folder: layout.setFolder('eu-west', name) }));
const setRoots = objectsOf<Application>((app) => new SetRoots(app, { argocd, cluster: 'eu-west', sets }));

describe('what is applied once', () => {
  it('is the root project and the root Application', () => {
    expect(bootstrap.map(({ kind }) => kind)).toEqual(['AppProject', 'Application']);
  });

  it('may hold Argo CD’s own kinds in Argo CD’s namespace, and nothing else', () => {
    expect(project.spec).toMatchObject({
      sourceRepos: [argocd.repository],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'argocd' }],
      clusterResourceWhitelist: [],
    });
    expect(project.spec.namespaceResourceWhitelist.map(({ group, kind }) => `${group}/${kind}`)).toEqual([
      'argoproj.io/Application',
      'argoproj.io/ApplicationSet',
      'argoproj.io/AppProject',
    ]);
  });

  it('applies the folder of the roots of all clusters', () => {
    expect(layout.roots('eu-west')).toBe(`${root.spec.source.path}/eu-west.yaml`);
  });
});

describe('the root of a set', () => {
  it('exists once for each set', () => {
    expect(setRoots.map(({ spec }) => spec.source.path)).toEqual(sets.map(({ folder }) => folder));
  });

  it('applies the ApplicationSet and the projects, never the index', () => {
    for (const { spec } of setRoots)
      expect(spec.source.directory).toEqual({ recurse: true, include: '{applicationset.yaml,projects/*.yaml}' });
  });

  it('does not look again when only an index file changes', () => {
    for (const { metadata } of setRoots)
      expect(metadata.annotations['argocd.argoproj.io/manifest-generate-paths']).toBe('applicationset.yaml;projects');
  });

  it('stays when it leaves git, without a wait for confirmation that would hold up all sets', () => {
    for (const { metadata } of setRoots) expect(metadata.annotations).toMatchObject(keptAnnotations);
  });
});

describe.each([root, ...setRoots])('the root $metadata.name', (each) => {
  it('prunes nothing by itself: a prune that waits would hold up its whole set', () => {
    expect(each.spec.syncPolicy.automated).toEqual({ prune: false, selfHeal: true, allowEmpty: false });
  });

  it('has no finalizer: deleting it leaves what it applied', () => {
    expect(each.metadata.finalizers).toBeUndefined();
  });

  it('follows the branch by its full name, in the root project', () => {
    expect(each.spec.source.targetRevision).toBe('refs/heads/main');
    expect(each.spec.project).toBe(project.metadata.name);
  });

  it('has a name that no tenant can take', () => {
    const namespace = fc.stringMatching(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
    fc.assert(fc.property(namespace, (name) => argoCdNames.tenant(name) !== each.metadata.name));
    expect(each.metadata.name).toContain('.');
  });
});
