import { describe, it } from 'vitest';
import { byIngress, expectBreak, expectForbidden, ownMeta } from '../broken-tenant.js';

const key = 'spec.data.0.remoteRef.key';

describe('secret rules', () => {
  it.each([
    [key, 'tenants/bolt-garage/jwt-secret'],
    [key, 'tenants/acme-auto/../bolt-garage/jwt-secret'],
    [key, 'tenants/acme-auto//jwt-secret'],
    [key, 'tenants/acme-auto/'],
    [key, 'tenants/acme-auto/%2e%2e/bolt-garage'],
    [key, 'tenants/acme-auto/./jwt-secret'],
    [key, 'tenants/acme-auto-2/jwt-secret'],
    [key, undefined],
    ['spec.secretStoreRef.kind', 'ClusterSecretStore'],
    ['spec.secretStoreRef.name', 'shared'],
    ['spec.secretStoreRef', undefined],
    ['spec.data.0.sourceRef', { storeRef: { name: 'shared', kind: 'ClusterSecretStore' } }],
    ['spec.data.0.sourceRef', { generatorRef: { kind: 'ECRAuthorizationToken', name: 'any' } }],
    ['spec.dataFrom', [{ extract: { key: 'tenants/acme-auto/jwt-secret' } }]],
    ['spec.dataFrom', [{ find: { name: { regexp: '.*' } } }]],
    ['spec.dataFrom', { find: { path: 'tenants' } }],
  ])('find an ExternalSecret with %s: %j', (path, value) => {
    expectBreak({ code: 'check/foreign-secret-path', object: 'ExternalSecret jwt', set: [[path, value]] });
  });

  it.each([
    ['spec.dataFrom.0.find', { path: 'tenants' }],
    ['spec.dataFrom.0.sourceRef.storeRef', { name: 'shared', kind: 'ClusterSecretStore' }],
    ['spec.dataFrom.0.sourceRef.generatorRef.kind', 'ClusterGenerator'],
    ['spec.dataFrom.0.sourceRef.generatorRef.apiVersion', 'example.dev/v1'],
    ['spec.secretStoreRef', { kind: 'ClusterSecretStore', name: 'shared' }],
  ])('find a generated secret with %s: %j', (path, value) => {
    expectBreak({ code: 'check/foreign-secret-path', object: 'ExternalSecret first-admin', set: [[path, value]] });
  });

  const kubernetes = 'spec.provider.vault.auth.kubernetes';
  it.each([
    ['another mount', 'spec.provider.vault.path', 'platform'],
    ['another server', 'spec.provider.vault.server', 'https://vault.example'],
    ['another role', `${kubernetes}.role`, 'platform-secrets'],
    ['another way in', `${kubernetes}.mountPath`, 'kubernetes-platform'],
    ['another ServiceAccount', `${kubernetes}.serviceAccountRef.name`, 'default'],
    ['a ServiceAccount elsewhere', `${kubernetes}.serviceAccountRef.namespace`, 'external-secrets'],
    ['a token', 'spec.provider.vault.auth.tokenSecretRef', { name: 'token', key: 'token' }],
    ['a namespace of Vault', 'spec.provider.vault.namespace', 'platform'],
    ['a second provider', 'spec.provider.kubernetes', { remoteNamespace: 'tenant-bolt-garage' }],
  ])('find a store with %s', (_, path, value) => {
    expectBreak({ code: 'check/foreign-store', object: 'SecretStore tenant', set: [[path, value]] });
  });

  it.each([
    ['another region', 'spec.provider.aws.region', 'eu-central-1'],
    ['a role of its own', 'spec.provider.aws.role', 'arn:aws:iam::123456789012:role/platform'],
    ['a ServiceAccount elsewhere', 'spec.provider.aws.auth.jwt.serviceAccountRef.namespace', 'external-secrets'],
    ['no sign-in, so the operator’s own', 'spec.provider.aws.auth', undefined],
  ])('find a store of a cloud with %s', (_, path, value) => {
    expectBreak({ code: 'check/foreign-store', tenant: byIngress, object: 'SecretStore tenant', set: [[path, value]] });
  });

  it('find a second store', () => {
    const spec = { provider: {} };
    expectForbidden('check/foreign-store', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: ownMeta('other'),
      spec,
    });
  });

  const container = 'spec.template.spec.containers.0';
  const privateKey = '-----BEGIN EC PRIVATE KEY-----';
  it.each([
    ['ConfigMap size-*', 'data.SMTP_PASSWORD', 'hunter2'],
    ['ConfigMap size-*', 'data.smtpPassword', 'hunter2'],
    ['ConfigMap size-*', ['data', 'smtp.api-key'], 'hunter2'],
    ['ConfigMap size-*', 'data.SIGNING', privateKey],
    ['ConfigMap size-*', 'data.DATABASE_URL', 'postgresql://app:hunter2@postgres-rw/app'],
    ['ConfigMap size-*', 'binaryData.blob', 'aHVudGVyMg=='],
    ['Deployment api', `${container}.env.0`, { name: 'JWT_SECRET', value: 'hunter2' }],
    ['Deployment api', `${container}.args`, ['--smtp-password=hunter2']],
    ['Deployment api', `${container}.command`, ['serve', 'https://app:hunter2@example.dev']],
    ['ExternalSecret jwt', 'spec.target.template', { data: { password: 'hunter2' } }],
    ['ExternalSecret jwt', 'spec.target.template', { templateFrom: [{ literal: 'password: hunter2' }] }],
  ])('find a secret in %s at %s', (object, path, value) => {
    expectBreak({ code: 'check/secret-in-git', object, set: [[path, value]] });
  });

  it('find nothing in a template that is made of fetched keys', () => {
    const data = { password: '{{ .password }}', uri: 'postgresql://app:{{ .password }}@postgres-rw/app', port: '5432' };
    const set = [
      ['spec.target.template', { data }],
      ['metadata.labels.tenant', 'bolt-garage'],
    ] as const;
    expectBreak({ code: 'check/selector-mismatch', object: 'ExternalSecret jwt', set });
  });
});
