// The ServiceAccount that External Secrets signs in with for a tenant, and the role of the cloud that it may have.
import type { AccountsPart } from '../base/concern.js';
import type { TenantProps } from '../base/tenant.js';

/** The ServiceAccount that the tenant's SecretStore authenticates as. */
export const secretReader = 'secrets';

export const secretAccounts: AccountsPart = {
  wanted: (tenant) => [{ name: secretReader, annotations: annotationsOf(storeRole(tenant)) }],
  reserved: () => [secretReader],
  cloudRole: (tenant, account) => (account === secretReader ? storeRole(tenant) : undefined),
};

/** External Secrets assumes the role that this annotation of the store's ServiceAccount names (its AWS provider's JWT auth). */
function annotationsOf(role: string | undefined): Record<string, string> {
  return role === undefined ? {} : { 'eks.amazonaws.com/role-arn': role };
}

function storeRole({ id, cluster: { secretStore } }: TenantProps): string | undefined {
  return secretStore.kind === 'aws' ? secretStore.roleArn.replaceAll('{tenant}', id) : undefined;
}
