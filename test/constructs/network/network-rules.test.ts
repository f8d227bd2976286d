import { describe, it } from 'vitest';
import { byIngress, expectBreak, expectNeeded, findTenant } from '../broken-tenant.js';

const code = 'check/foreign-peer';
const object = 'NetworkPolicy service-api';
const block = (cidr: unknown, except?: readonly string[]) => ({ ipBlock: { cidr, ...(except ? { except } : {}) } });
const byName = (name: string, podLabels?: Record<string, string>) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  ...(podLabels ? { podSelector: { matchLabels: podLabels } } : {}),
});

describe('network rules', () => {
  it('find that nothing denies first', () => {
    expectNeeded(code, 'NetworkPolicy default-deny', 'Namespace tenant-acme-auto');
  });

  it.each([
    ['spec.policyTypes', undefined],
    ['spec.policyTypes', ['Ingress']],
    ['spec.podSelector', undefined],
    ['spec.podSelector', { matchLabels: { app: 'api' } }],
  ])('find a denial with %s: %j', (path, value) => {
    const about = 'Namespace tenant-acme-auto';
    expectBreak({ code, object: 'NetworkPolicy default-deny', about, set: [[path, value]] });
  });

  it.each([
    ['every namespace', { namespaceSelector: {} }],
    ['another tenant', byName('tenant-bolt-garage')],
    ['namespaces by another label', { namespaceSelector: { matchLabels: { environment: 'production' } } }],
    [
      'namespaces by expressions',
      { namespaceSelector: { matchExpressions: [{ key: 'tenantry.dev/tenant', operator: 'Exists' }] } },
    ],
    [
      'a named namespace by expressions too',
      {
        namespaceSelector: {
          ...byName('kube-system').namespaceSelector,
          matchExpressions: [{ key: 'a', operator: 'Exists' }],
        },
      },
    ],
    ['all pods of a namespace that the profile names in part', byName('kube-system')],
    ['other pods of such a namespace', byName('kube-system', { component: 'etcd' })],
    ['nothing that it names', {}],
    ['all of IPv4', block('0.0.0.0/0')],
    ['all of IPv4 but link-local', block('0.0.0.0/0', ['169.254.0.0/16'])],
    ['all of IPv6', block('::/0')],
    ['the metadata service', block('169.254.169.254/32')],
    ['the metadata service in the dress of IPv6', block('::ffff:169.254.169.254/128')],
    ['the metadata service in hexadecimal', block('::ffff:a9fe:a9fe/128')],
    ['a private range', block('10.0.0.0/8')],
    ['an address that nobody named', block('203.0.113.9/32')],
    ['something that is no range', block('anywhere')],
    ['an address without a length', block('10.10.0.1')],
    ['a range of another shape', block({ any: 'shape' })],
  ])('find egress to %s', (_, peer) => {
    expectBreak({ code, object, set: [['spec.egress.0.to.1', peer]] });
    expectBreak({ code, object, set: [['spec.ingress.0.from.1', peer]] });
  });

  it.each([
    ['every peer', [{ ports: [{ port: 443 }] }]],
    ['an empty list of peers', [{ to: [] }]],
    ['a list of another shape', { to: block('0.0.0.0/0') }],
  ])('find egress to %s', (_, egress) => {
    expectBreak({ code, object, set: [['spec.egress', egress]] });
  });

  it('find rules of a type that the policy does not name', () => {
    for (const types of [['Ingress'], undefined]) expectBreak({ code, object, set: [['spec.policyTypes', types]] });
  });

  it('find a range of another region’s profile', () => {
    const [named] = findTenant('acme-auto').plan.cluster.backupStore?.network ?? [];
    const set = [['spec.egress.0.to.1', block(named?.cidr)]] as const;
    expectBreak({ code, tenant: byIngress, object, set });
  });
});
