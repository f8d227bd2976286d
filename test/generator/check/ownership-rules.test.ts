import { describe, expect, it } from 'vitest';
import { fieldsAt } from '../../../constructs/base/fields.js';
import { expectBreak, expectForbidden, findingsWith, findTenant, ownMeta } from '../../constructs/broken-tenant.js';

const other = { tenant: 'bolt-garage', 'app.kubernetes.io/name': 'api' };

describe('ownership rules', () => {
  it.each([
    ['Service web', 'tenant-bolt-garage'],
    ['Service web', undefined],
    ['NetworkPolicy dns', 'kube-system'],
  ])('find %s in the namespace %s', (object, namespace) => {
    expectBreak({ code: 'check/foreign-namespace', object, set: [['metadata.namespace', namespace]] });
  });

  it.each([
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['external-secrets.io/v1', 'ClusterSecretStore'],
    ['v1', 'List'],
    ['example.dev/v1', 'ConfigMap'],
  ])('find an object of %s %s', (apiVersion, kind) => {
    expectForbidden('check/forbidden-kind', { apiVersion, kind, metadata: ownMeta('extra') });
  });

  it('find a ReplicaSet, and judge the pods that it makes', () => {
    const job = findTenant('acme-auto').manifests.find(({ object }) => object.kind === 'Job')?.object;
    const spec = { replicas: 1, template: fieldsAt(job, 'spec', 'template') };
    const set = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: ownMeta('extra'), spec };
    expectForbidden('check/forbidden-kind', set);
    const { spec: pod } = fieldsAt(job, 'spec', 'template');
    const template = { ...fieldsAt(job, 'spec', 'template'), spec: { ...fieldsAt(pod), hostNetwork: true } };
    const found = findingsWith({ ...set, spec: { ...spec, template } });
    expect(found.map(({ code }) => code)).toEqual(['check/forbidden-kind', 'check/pod-not-restricted']);
  });

  it('find an object that is rendered twice, whatever its version', () => {
    const service = findTenant('acme-auto').manifests.find(({ object }) => object.kind === 'PodMonitor');
    const twin = { ...service?.object, apiVersion: 'monitoring.coreos.com/v2', kind: 'PodMonitor' };
    expectForbidden('check/duplicate-object', { ...twin, metadata: ownMeta('postgres') });
  });

  it.each([
    ['a label of another tenant', 'ConfigMap size-*', 'metadata.labels.tenant', 'bolt-garage'],
    ['no label', 'ServiceAccount services', 'metadata.labels', undefined],
    ['a Service that selects another tenant’s pods', 'Service api', 'spec.selector', other],
    ['a Service that selects every pod', 'Service api', 'spec.selector', {}],
    ['a Service that selects nothing that runs', 'Service api', 'spec.selector', { tenant: 'acme-auto', app: 'none' }],
    ['a Deployment that selects another tenant’s pods', 'Deployment web', 'spec.selector.matchLabels', other],
    ['a Deployment that selects by expressions', 'Deployment web', 'spec.selector.matchExpressions', []],
    ['a budget over every pod', 'PodDisruptionBudget web', 'spec.selector', { matchLabels: {} }],
  ])('find %s', (_, object, path, value) => {
    expectBreak({ code: 'check/selector-mismatch', object, set: [[path, value]] });
  });
});
