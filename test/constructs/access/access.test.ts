// Identities without rights, and a role that reads and nothing else.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { Access } from '../../../constructs/access/chart.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { concerns } from '../../../constructs/index.js';
import { render, tenant } from '../tenant-fixture.js';

const renderAccess = (props: TenantProps = tenant()) => render(new Access(new App(), props, concerns));
const ofKind = (kind: string, props?: TenantProps) => renderAccess(props).filter((object) => object.kind === kind);

describe('Access', () => {
  it('makes one ServiceAccount for all services, one for each job and one for the secret store', () => {
    const expected = [...Object.keys(tenant().jobs), 'secrets', 'services'].sort();
    expect(
      ofKind('ServiceAccount')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(expected);
  });

  it('mounts no token anywhere', () => {
    expect(ofKind('ServiceAccount')).not.toHaveLength(0);
    for (const account of ofKind('ServiceAccount')) expect(account['automountServiceAccountToken']).toBe(false);
  });

  it('names the cloud role of the tenant for an AWS store only', () => {
    const props = tenant();
    const roleArn = 'arn:aws:iam::123456789012:role/tenants/{tenant}';
    const aws = { kind: 'aws', rotate: '90d', awsRegion: 'eu-west-1', prefix: 'tenants', roleArn } as const;
    const vault = {
      kind: 'vault',
      rotate: '90d',
      server: 'https://vault.example',
      mount: 'kv',
      authMount: 'k8s',
      role: 'tenant',
      prefix: 'tenants',
    } as const;
    const annotation = (secretStore: TenantProps['cluster']['secretStore']) =>
      ofKind('ServiceAccount', { ...props, cluster: { ...props.cluster, secretStore } }).find(
        ({ metadata }) => metadata.name === 'secrets',
      )?.metadata.annotations?.['eks.amazonaws.com/role-arn'];
    expect(annotation(aws)).toBe(`arn:aws:iam::123456789012:role/tenants/${props.id}`);
    expect(annotation(vault)).toBeUndefined();
  });

  it('lets the tenant’s group read what runs, and nothing else', () => {
    const [role] = ofKind('Role');
    const rules = role?.['rules'] as readonly { readonly resources: string[]; readonly verbs: string[] }[];
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list', 'watch']));
    expect(new Set(rules.flatMap(({ resources }) => resources))).toEqual(
      new Set(['pods', 'pods/log', 'services', 'configmaps', 'events', 'deployments', 'replicasets']),
    );
    expect(ofKind('RoleBinding')[0]).toMatchObject({
      roleRef: { kind: 'Role', name: role?.metadata.name },
      subjects: [{ kind: 'Group', name: tenant().viewersGroup }],
    });
  });
});
