import { describe, it } from 'vitest';
import { plainData } from '../../../constructs/base/plain-data.js';
import { asleep, byIngress, expectBreak, expectForbidden, findTenant } from '../broken-tenant.js';

const awsRole = 'eks.amazonaws.com/role-arn';
const foreignRole = 'arn:aws:iam::123456789012:role/tenant-bolt-garage-secrets';

describe('access rules', () => {
  it.each([
    ['Deployment api', 'spec.template.spec.automountServiceAccountToken', true],
    ['Deployment api', 'spec.template.spec.automountServiceAccountToken', undefined],
    ['Deployment api', 'spec.template.spec.automountServiceAccountToken', 'false'],
    ['Deployment api', 'spec.template.spec.serviceAccountName', 'secrets'],
    ['Deployment api', 'spec.template.spec.volumes.1', { projected: { sources: [{ serviceAccountToken: {} }] } }],
    ['ServiceAccount services', 'automountServiceAccountToken', undefined],
  ])('find that %s has %s: %j', (object, path, value) => {
    expectBreak({ code: 'check/token-mounted', object, set: [[path, value]] });
  });

  it.each([
    ['Role viewer', 'rules.0.verbs.3', 'create'],
    ['Role viewer', 'rules.0.verbs', '*'],
    ['Role viewer', 'rules.0.resources.5', 'secrets'],
    ['Role viewer', 'rules.0.resources.5', '*'],
    ['Role viewer', 'rules.0.resources.5', 'pods/exec'],
    ['Role viewer', 'rules.0.resources.5', 'serviceaccounts/token'],
    ['Role viewer', 'rules.0.apiGroups.0', '*'],
    ['Role viewer', 'rules.0.nonResourceURLs', ['/metrics']],
    ['RoleBinding viewer', 'roleRef.kind', 'ClusterRole'],
    ['RoleBinding viewer', 'roleRef.name', 'cluster-admin'],
    ['RoleBinding viewer', 'subjects.0.name', 'tenant-bolt-garage-viewers'],
    ['RoleBinding viewer', 'subjects.1', { kind: 'Group', name: 'system:authenticated' }],
    ['RoleBinding viewer', 'subjects.1', { kind: 'ServiceAccount', name: 'api', namespace: 'tenant-acme-auto' }],
    ['ServiceAccount services', 'imagePullSecrets', [{ name: 'registry' }]],
    ['ServiceAccount services', 'secrets', [{ name: 'token' }]],
    ['ServiceAccount secrets', ['metadata', 'annotations', awsRole], foreignRole],
    ['Cluster postgres', ['spec', 'serviceAccountTemplate', 'metadata', 'annotations', awsRole], foreignRole],
  ])('find that %s has %s: %j', (object, path, value) => {
    expectBreak({ code: 'check/excess-rights', object, set: [[path, value]] });
  });

  it.each([
    ['ServiceAccount secrets', foreignRole],
    ['ServiceAccount services', 'arn:aws:iam::123456789012:role/tenant-city-motors-secrets'],
  ])('find that %s has the cloud role %s', (object, role) => {
    const set = [[['metadata', 'annotations', awsRole], role]] as const;
    expectBreak({ code: 'check/excess-rights', tenant: byIngress, object, set });
  });

  it.each([
    ['Role mariadb-hibernation', 'rules.1.resourceNames.0', 'other'],
    ['Role mariadb-hibernation', 'rules.1.resourceNames.1', 'other'],
    ['Role mariadb-hibernation', 'rules.1.resourceNames', undefined],
    ['Role mariadb-hibernation', 'rules.1.verbs.4', 'delete'],
    ['Role mariadb-hibernation', 'rules.0.verbs.3', 'delete'],
    ['Role mariadb-hibernation', 'rules.2.resources.1', 'deployments'],
    ['Role mariadb-hibernation', 'rules.2.apiGroups.1', ''],
    ['Role mariadb-hibernation', 'rules.3.verbs.4', '*'],
    ['RoleBinding mariadb-hibernation', 'subjects.0.name', 'services'],
    ['RoleBinding mariadb-hibernation', 'subjects.0.namespace', 'tenant-acme-auto'],
    ['RoleBinding mariadb-hibernation', 'subjects.1', { kind: 'Group', name: 'tenant-lumen-lamps-viewers' }],
    ['RoleBinding viewer', 'roleRef.name', 'mariadb-hibernation'],
    ['RoleBinding viewer', 'subjects.0', { kind: 'ServiceAccount', name: 'mariadb-hibernation' }],
  ])('find that %s of a sleeping database has %s: %j', (object, path, value) => {
    expectBreak({ code: 'check/excess-rights', tenant: asleep, object, set: [[path, value]] });
  });

  it.each([
    ['Job mariadb-hibernation-*', 'spec.template.spec.containers.0.image', 'registry.example/store/web:1.0.0'],
    ['Job mariadb-hibernation-*', 'spec.template.spec.initContainers.1.image', 'registry.example/store/web:1.0.0'],
    ['Job mariadb-hibernation-*', 'spec.template.spec.serviceAccountName', 'services'],
    ['Deployment wordpress', 'spec.template.spec.serviceAccountName', 'mariadb-hibernation'],
    ['ServiceAccount mariadb-hibernation', 'automountServiceAccountToken', true],
  ])('find that %s beside a sleeping database has %s: %j', (object, path, value) => {
    expectBreak({ code: 'check/token-mounted', tenant: asleep, object, set: [[path, value]] });
  });

  it.each(['mariadb-hibernation', 'mariadb-backup', 'mariadb'])('find a job that runs as the account %s', (account) => {
    const { manifests, plan } = findTenant(asleep);
    const job = manifests.find(({ object }) => object.kind === 'Job')?.object;
    if (job === undefined) throw new Error('it has no Job');
    const pod = plainData(job['spec']) as { template: { spec: object } };
    const spec = { ...pod, template: { ...pod.template, spec: { ...pod.template.spec, serviceAccountName: account } } };
    const metadata = { name: 'other', namespace: plan.namespace, labels: { tenant: plan.id } };
    expectForbidden('check/token-mounted', { ...job, metadata, spec }, { tenant: asleep });
  });

  it('find another role with the rights to put a database to sleep, and another binding of the one', () => {
    const { manifests, plan } = findTenant(asleep);
    const role = manifests.find(
      ({ object: { kind, metadata } }) => `${kind} ${metadata.name}` === 'Role mariadb-hibernation',
    );
    if (role === undefined) throw new Error('it has no such Role');
    const metadata = { name: 'other', namespace: plan.namespace, labels: { tenant: plan.id } };
    expectForbidden('check/excess-rights', { ...role.object, metadata }, { tenant: asleep });
    const apiGroup = 'rbac.authorization.k8s.io';
    const binding = {
      apiVersion: `${apiGroup}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'Role', name: 'mariadb-hibernation' },
      subjects: [{ apiGroup, kind: 'Group', name: plan.viewersGroup }],
    };
    expectForbidden('check/excess-rights', binding, { tenant: asleep });
  });
});
