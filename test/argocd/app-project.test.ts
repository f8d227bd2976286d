import { describe, expect, it } from 'vitest';
import { TenantProject } from '../../argocd/app-project.js';
import type { AppProjectSpec } from '../../argocd/resources.js';
import { namespacedKinds, observedKinds } from '../../constructs/kinds.js';
import { tenant } from '../constructs/tenant-fixture.js';
import { argocd, objectOf } from './platform-fixture.js';

interface Rendered {
  readonly metadata: {
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers: readonly string[];
  };
  readonly spec: AppProjectSpec;
}

const destination = { name: 'us-east' };
const { metadata, spec } = objectOf<Rendered>(
  (app) => new TenantProject(app, { argocd, destination, tenant: tenant() }),
);

describe('the AppProject of a tenant', () => {
  it('reads the GitOps repository and no other', () => {
    expect(spec.sourceRepos).toEqual([argocd.repository]);
  });

  it('writes to one namespace of one cluster', () => {
    expect(spec.destinations).toEqual([{ name: 'us-east', namespace: 'tenant-acme-auto' }]);
  });

  it('has nothing outside its namespace but that Namespace itself, by name', () => {
    expect(spec.clusterResourceWhitelist).toEqual([{ group: '', kind: 'Namespace', name: 'tenant-acme-auto' }]);
  });

  it('allows the kinds that tenants have, and what controllers make of them, or people would see no pods', () => {
    expect(spec.namespaceResourceWhitelist).toEqual([...namespacedKinds, ...observedKinds]);
  });

  it('allows no Secret and nothing of Argo CD’s own', () => {
    const allowed = spec.namespaceResourceWhitelist.map(({ group, kind }) => `${group}/${kind}`);
    expect(allowed.filter((each) => each === '/Secret' || each.includes('argoproj') || each.includes('*'))).toEqual([]);
  });

  it('lets the tenant’s own people look and nothing else', () => {
    expect(spec.roles?.map(({ groups }) => groups)).toEqual([['tenant-acme-auto-viewers']]);
    for (const policy of spec.roles?.[0]?.policies ?? [])
      expect(policy).toMatch(
        /^p, proj:tenant-acme-auto:viewer, (?:applications|logs), get, tenant-acme-auto\/\*, allow$/,
      );
  });

  it('comes before the ApplicationSet whose Applications need it', () => {
    expect(Number(metadata.annotations['argocd.argoproj.io/sync-wave'])).toBeLessThan(0);
  });

  it('outlives its Application: it is not pruned, nor gone while one refers to it', () => {
    expect(metadata.annotations['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=confirm');
    expect(metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
  });

  it('leaves its root Synced when the tenant leaves git', () => {
    expect(metadata.annotations['argocd.argoproj.io/compare-options']).toBe('IgnoreExtraneous');
  });
});
