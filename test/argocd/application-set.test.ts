import { describe, expect, it } from 'vitest';
import { TenantApplicationSet } from '../../argocd/application-set.js';
import type { ApplicationSetSpec } from '../../argocd/resources.js';
import { keptAnnotations } from '../../argocd/sync-policy.js';
import { layout } from '../../generator/tree/layout.js';
import { argocd, cluster, folder, indexEntry, objectOf } from './platform-fixture.js';

interface Rendered {
  readonly metadata: {
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers: readonly string[];
  };
  readonly spec: ApplicationSetSpec;
}

function applicationSet(overrides: Partial<ConstructorParameters<typeof TenantApplicationSet>[1]> = {}): Rendered {
  return objectOf((app) => {
    const props = { argocd, cluster, set: 'set-3', indexFolder: `${folder}/index`, ...overrides };
    return new TenantApplicationSet(app, props);
  });
}

const { metadata, spec } = applicationSet();
const { template } = spec;

describe('the ApplicationSet of a set', () => {
  it('reads exactly the index files of its set', () => {
    expect(spec.generators).toEqual([
      { git: expect.objectContaining({ files: [{ path: `${folder}/index/*.json` }] }) },
    ]);
    expect(layout.index('eu-west', 'set-3', 'acme-auto')).toBe(`${folder}/index/acme-auto.json`);
  });

  it('names branches in full, since a bare name may be a tag', () => {
    expect(spec.generators[0]?.git.revision).toBe('refs/heads/main');
    expect(template.spec.source.targetRevision).toBe('refs/heads/main');
  });

  it('deletes no Application when no index file matches', () => {
    expect(spec.syncPolicy).toEqual({ applicationsSync: 'create-update', preserveResourcesOnDeletion: true });
  });

  it('leaves its Applications when it is deleted itself', () => {
    expect(metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
  });

  it('stays when it leaves git', () => {
    expect(metadata.annotations).toMatchObject(keptAnnotations);
  });

  it('keeps the approval of a deletion', () => {
    expect(spec.preservedFields.annotations).toContain('argocd.argoproj.io/deletion-approved');
  });

  it('makes no Application of an entry that lacks a key', () => {
    expect(spec).toMatchObject({ goTemplate: true, goTemplateOptions: ['missingkey=error'] });
  });

  it('reads only keys that index entries have', () => {
    const keys = [...JSON.stringify([template, spec.templatePatch]).matchAll(/\.([a-zA-Z]+)(?:\}\}| \\?")/g)].map(
      (match) => match[1] ?? '',
    );
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => !(key in indexEntry) || key === 'path')).toEqual([]);
  });
});

describe('the Application of a tenant', () => {
  it('has no finalizer, so that deleting it leaves the tenant', () => {
    expect(template.metadata).not.toHaveProperty('finalizers');
  });

  it('is rendered again only when its own folder changes', () => {
    expect(template.metadata.annotations['argocd.argoproj.io/manifest-generate-paths']).toBe('.');
    expect(template.spec.source).toMatchObject({ path: '{{.folder}}', directory: { recurse: true } });
  });

  it('syncs by itself, prunes, and refuses an emptied folder', () => {
    expect(template.spec.syncPolicy.automated).toEqual({ prune: true, selfHeal: true, allowEmpty: false });
  });

  it('applies what changed, refuses what another Application has, and leaves PruneLast to each object', () => {
    expect([...template.spec.syncPolicy.syncOptions].sort()).toEqual([
      'ApplyOutOfSyncOnly=true',
      'CreateNamespace=false',
      'FailOnSharedResource=true',
      'RespectIgnoreDifferences=true',
    ]);
  });

  it('tries again with the newest revision', () => {
    expect(template.spec.syncPolicy.retry).toEqual({
      limit: 5,
      refresh: true,
      backoff: { duration: '10s', factor: 2, maxDuration: '5m' },
    });
  });

  it('keeps three revisions', () => {
    expect(template.spec.revisionHistoryLimit).toBe(3);
  });

  it('goes to the tenant’s namespace of its cluster, whichever way Argo CD names that', () => {
    expect(template.spec.destination).toEqual({ ...cluster.destination, namespace: '{{.namespace}}' });
    const named = applicationSet({ cluster: { ...cluster, destination: { name: 'eu-west' } } });
    expect(named.spec.template.spec.destination).toEqual({ name: 'eu-west', namespace: '{{.namespace}}' });
  });

  it('is in the tenant’s own project', () => {
    expect(template.spec.project).toBe(template.metadata.name);
  });

  it('shows what people wrote freely in its info and nowhere else', () => {
    const { info, ...spec } = template.spec;
    for (const key of ['displayName', 'owner']) {
      expect(JSON.stringify({ ...template, spec })).not.toContain(`.${key}`);
      expect(info?.filter(({ value }) => value.includes(`.${key}`))).toEqual([
        { name: expect.any(String), value: `{{.${key}}}` },
      ]);
    }
  });

  it('can be filtered by all that people ask for', () => {
    const keys = ['tenant', 'product', 'tier', 'ring', 'region', 'lifecycle', 'set', 'cluster', 'platform'];
    expect(Object.keys(template.metadata.labels)).toEqual(
      expect.arrayContaining(keys.map((key) => `tenantry.dev/${key}`)),
    );
  });

  it('links to the tenant, its file and its dashboard', () => {
    expect(template.metadata.annotations).toMatchObject({
      'link.argocd.argoproj.io/tenant': 'Address|{{.url}}',
      'link.argocd.argoproj.io/source': 'File|https://git.platform.example/tenants/blob/trunk/tenants/{{.tenant}}.yaml',
      'link.argocd.argoproj.io/grafana': 'Dashboard|https://grafana.platform.example/d/{{.dashboard}}',
    });
  });

  it('has no link to what the platform does not have', () => {
    const { sourceUrl: _, ...rest } = argocd;
    const bare = applicationSet({ argocd: rest, cluster: { ...cluster, monitoring: {} } });
    const keys = Object.keys(bare.spec.template.metadata.annotations).filter((key) => key.includes('link.argocd'));
    expect(keys).toEqual(['link.argocd.argoproj.io/tenant']);
    expect(JSON.stringify(bare)).not.toMatch(/undefined|argoproj\.io\/url/);
  });
});
