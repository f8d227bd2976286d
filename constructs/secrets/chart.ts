// The tenant's secrets: a store of its own, bound to its own prefix, and what is read from it or generated in the cluster. Each concern
// asks for those that it needs; whoever uses a Secret refers to it by name.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Concern, GeneratedRequest, SecretRequest, StoredRequest } from '../base/concern.js';
import { objectMeta } from '../base/metadata.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import {
  ExternalSecret,
  type ExternalSecretSpec,
  generatedSpec,
  inventedEntry,
  inventedPassword,
  Password,
  passwordSpec,
  SecretStore,
  type SecretStoreSpec,
  storedSpec,
} from './external-secret.js';
import { secretReader } from './plan.js';
import { type AwsStore, storeName, type VaultStore } from './schema.js';

/**
 * A SecretStore of the tenant's own, and an ExternalSecret for each Secret that a concern asks for. What is `stored` is read below the
 * tenant's prefix and follows the backend; what is `generated` is made once by a Password and never again, since that generator is
 * stateless: each change of its ExternalSecret would give another password (External Secrets 2, generators). On a cluster without a store
 * everything is made up by generators.
 */
export class Secrets extends Chart {
  constructor(scope: Construct, props: TenantProps, concerns: readonly Concern[]) {
    super(scope, 'secrets');
    const { secretStore } = props.cluster;
    if (secretStore.kind !== 'generated')
      new SecretStore(this, 'store', {
        metadata: objectMeta(props, storeName, { wave: waves.secretStore }),
        spec: storeSpec(secretStore),
      });
    for (const request of concerns.flatMap(({ secrets }) => secrets?.(props) ?? [])) this.#add(props, request);
  }

  #add(props: TenantProps, request: SecretRequest): void {
    if (request.kind === 'stored') this.#addStored(props, request);
    else {
      this.#addGenerator(props, request);
      this.#addSecret(props, request.name, generatedSpec(request));
    }
  }

  /** Where the cluster has no store, what it would hold is made up. */
  #addStored(props: TenantProps, request: StoredRequest): void {
    const { namespace, cluster } = props;
    const { name } = request;
    const store = cluster.secretStore;
    if (store.kind === 'generated') {
      this.#addGenerator(props, { name, ...inventedPassword });
      this.#addSecret(props, name, inventedEntry(request, store.values[request.from]));
    } else this.#addSecret(props, name, storedSpec({ namespace, store }, request), rotationOf(request, store.rotate));
  }

  #addGenerator(props: TenantProps, { name, length }: Pick<GeneratedRequest, 'name' | 'length'>): void {
    new Password(this, `generator-${name}`, {
      metadata: objectMeta(props, name, { wave: waves.secretStore }),
      spec: passwordSpec({ length }),
    });
  }

  #addSecret(props: TenantProps, name: string, spec: ExternalSecretSpec, annotations = {}): void {
    const metadata = objectMeta(props, name, { wave: waves.secrets, annotations });
    new ExternalSecret(this, `secret-${name}`, { metadata, spec });
  }
}

/**
 * For whoever rotates in the store, which External Secrets does not: it brings what is new there within the hour. Never on what a
 * generator makes: a change of its annotations would make another one.
 */
function rotationOf({ rotate, once = false }: StoredRequest, usual: string): Record<string, string> {
  return once ? {} : { 'tenantry.dev/rotate-every': rotate ?? usual };
}

/** The body of the tenant’s SecretStore, for Vault or AWS as the cluster’s profile says. */
function storeSpec(store: VaultStore | AwsStore): SecretStoreSpec {
  return store.kind === 'vault' ? vaultSpec(store) : awsSpec(store);
}

const serviceAccountRef = { name: secretReader } as const;

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
