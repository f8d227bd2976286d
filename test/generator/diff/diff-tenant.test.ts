import { describe, expect, it } from 'vitest';
import { diffTenant } from '../../../generator/diff/diff-tenant.js';
import { yamlText } from '../../../generator/render/yaml-text.js';

const groups: Readonly<Record<string, string>> = {
  Cluster: 'postgresql.cnpg.io/v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
};
const named = (kind: string, name: string, more: object = {}) => ({
  apiVersion: groups[kind] ?? 'v1',
  kind,
  metadata: { name, namespace: 'tenant-a' },
  ...more,
});
const files = (...objects: object[]) => new Map([['clusters/eu/tenants/a/services.yaml', yamlText(objects)]]);

describe('diffTenant', () => {
  it('says nothing where nothing differs', () => {
    const same = files(named('Service', 'api'));
    expect(diffTenant('a', same, same)).toBeUndefined();
  });

  it('leaves out the marker: it follows from the others', () => {
    const marker = (digest: string) => files(named('ConfigMap', 'tenantry-marker', { data: { digest } }));
    expect(diffTenant('a', marker('1'), marker('2'))).toBeUndefined();
  });

  it('tells what appears, changes and disappears, with the gravest risk for the whole', () => {
    const before = files(named('Service', 'old'), named('Deployment', 'api', { spec: { replicas: 1 } }));
    const after = files(named('Deployment', 'api', { spec: { replicas: 2 } }), named('Service', 'new'));
    const diff = diffTenant('a', before, after);
    expect(diff?.objects.map(({ kind, name, fate, risk }) => [kind, name, fate, risk])).toEqual([
      ['Deployment', 'api', 'changed', 'resizes'],
      ['Service', 'new', 'added', 'creates'],
      ['Service', 'old', 'removed', 'deletes'],
    ]);
    expect(diff).toMatchObject({ fate: 'changed', risk: 'deletes' });
  });

  it('takes a Job under a new digest for the same job that runs again', () => {
    const job = (digest: string, image: string) =>
      files(
        named('Job', `migrate-${digest}`, {
          spec: { template: { spec: { containers: [{ name: 'migrate', image }] } } },
        }),
      );
    const diff = diffTenant('a', job('0123456789', 'm:1'), job('9876543210', 'm:2'));
    expect(diff?.objects).toMatchObject([
      { kind: 'Job', name: 'migrate', fate: 'changed', risk: 'runs again', fields: [{ before: 'm:1', after: 'm:2' }] },
    ]);
  });

  it.each([
    ['Cluster', { spec: { storage: { size: '1Gi' } } }, { spec: { storage: { size: '2Gi' } } }, 'resizes'],
    ['Cluster', { spec: { imageName: 'p:16' } }, { spec: { imageName: 'p:17' } }, 'moves data'],
    [
      'Cluster',
      { spec: { resources: { limits: { cpu: '1' } } } },
      { spec: { resources: { limits: { cpu: '2' } } } },
      'restarts',
    ],
    ['Deployment', { spec: { template: { x: 1 } } }, { spec: { template: { x: 2 } } }, 'restarts'],
    ['ConfigMap', { data: { A: '1' } }, { data: { A: '2' } }, 'reconfigures'],
    ['ResourceQuota', { spec: { hard: { pods: '1' } } }, { spec: { hard: { pods: '2' } } }, 'resizes'],
  ])('knows what a change of %s does (%j → %j)', (kind, before, after, risk) => {
    expect(diffTenant('a', files(named(kind, 'x', before)), files(named(kind, 'x', after)))?.risk).toBe(risk);
  });

  it('reads a file that somebody wrote by hand, too', () => {
    const byHand = new Map([['clusters/eu/tenants/a/services.yaml', 'metadata: {name: api}\nkind: Service\n']]);
    expect(diffTenant('a', byHand, files(named('Service', 'api')))?.objects.length).toBeGreaterThan(0);
  });
});
