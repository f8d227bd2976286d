// How the tenant's store signs in: as the ServiceAccount `secrets` (made by the concern access), with no right but to read the
// tenant's own prefix. From the cluster's profile; part of the concern secrets.

import type { AwsStore, VaultStore } from './cluster.js';
import { names } from './names.js';
import type { SecretStoreSpec } from './resources/external-secrets.js';

/** The body of the tenant’s SecretStore, for Vault or AWS as the cluster’s profile says. */
export function storeSpec(store: VaultStore | AwsStore): SecretStoreSpec {
  return store.kind === 'vault' ? vaultSpec(store) : awsSpec(store);
}

const serviceAccountRef = { name: names.secretReader } as const;

function vaultSpec({ server, mount, authMount, role }: VaultStore): SecretStoreSpec {
  const auth = { kubernetes: { mountPath: authMount, role, serviceAccountRef } };
  return { provider: { vault: { server, path: mount, version: 'v2', auth } } };
}

/**
 * The role is an annotation of the ServiceAccount, where External Secrets' JWT auth reads it. Its field `role` would be a
 * second one, assumed after that (external-secrets.io, "AWS Authentication").
 */
function awsSpec({ awsRegion }: AwsStore): SecretStoreSpec {
  return { provider: { aws: { service: 'SecretsManager', region: awsRegion, auth: { jwt: { serviceAccountRef } } } } };
}
