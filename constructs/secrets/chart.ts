// The tenant's secrets: a store of its own, bound to its own prefix, and what is read from it or generated in the cluster.
// Its props come from the plan; services, jobs and the database refer to the Secrets by name.

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { backupCredentialKeys, type Identity, names, objectMeta } from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import { engineOf } from '../database/engines.js';
import type { DatabaseProps } from '../database/props.js';
import { databaseEntry, rootEntry, storedDatabases } from '../database/secrets.js';
import { serversOf } from '../database/server.js';
import { messagingPassword, messagingSecretSpec } from '../messaging/broker.js';
import {
  generatedSpec,
  inventedEntry,
  inventedPassword,
  passwordSpec,
  type StoredEntry,
  storedSpec,
} from './external-secret.js';
import type { AwsStore, SecretProps, VaultStore } from './props.js';
import { ExternalSecret, type ExternalSecretSpec, Password, SecretStore, type SecretStoreSpec } from './resources.js';

export type SecretsProps = Identity &
  Pick<TenantProps, 'secrets' | 'database' | 'messaging' | 'services' | 'jobs'> & {
    readonly cluster: Pick<TenantProps['cluster'], 'secretStore' | 'backupStore' | 'messaging'>;
  };

/**
 * A SecretStore of the tenant's own, and an ExternalSecret for each Secret that somebody names: what the blueprint declares, backup
 * credentials, the broker's user, each database's password. What is `stored` is read below the tenant's prefix and follows the backend;
 * what is `generated` is made once by a Password and never again, since that generator is stateless: each change of its ExternalSecret
 * would give another password (External Secrets 2, generators). On a cluster without a store everything is made up by generators.
 */
export class Secrets extends Chart {
  constructor(scope: Construct, props: SecretsProps) {
    super(scope, 'secrets');
    const { secretStore } = props.cluster;
    if (secretStore.kind !== 'generated')
      new SecretStore(this, 'store', {
        metadata: objectMeta(props, names.secretStore, { wave: waves.secretStore }),
        spec: storeSpec(secretStore),
      });
    for (const [name, secret] of sortedEntries(props.secrets)) this.addDeclared(props, name, secret);
    this.addBackupCredentials(props);
    this.addMessaging(props);
    if (props.database !== undefined) this.addDatabaseCredentials(props, props.database);
  }

  private addDatabaseCredentials(props: SecretsProps, server: DatabaseProps): void {
    for (const each of serversOf(server))
      for (const database of storedDatabases(each))
        this.addStored(props, database.secret, databaseEntry(each, database, keysUsed(props, server, database.name)));
    const { rootSecret } = engineOf(server.engine);
    if (rootSecret !== undefined) this.addStored(props, rootSecret, rootEntry(rootSecret));
  }

  private addDeclared(props: SecretsProps, name: string, secret: SecretProps): void {
    if (secret.kind === 'stored') this.addStored(props, name, secret);
    else {
      this.addGenerator(props, name, secret);
      this.addSecret(props, name, generatedSpec(name, secret));
    }
  }

  /** Where the cluster has no store, what it would hold is made up. */
  private addStored(props: SecretsProps, name: string, entry: StoredEntry): void {
    const { namespace, cluster } = props;
    const store = cluster.secretStore;
    if (store.kind === 'generated') {
      this.addGenerator(props, name, inventedPassword);
      this.addSecret(props, name, inventedEntry(name, entry, store.values[entry.from]));
    } else this.addSecret(props, name, storedSpec({ namespace, store }, name, entry), rotationOf(entry, store.rotate));
  }

  private addBackupCredentials(props: SecretsProps): void {
    const credentials = props.cluster.backupStore?.credentials;
    if (props.database?.backup === undefined || credentials?.kind !== 'stored') return;
    const { from } = credentials;
    const keys = Object.values(backupCredentialKeys);
    this.addStored(props, names.backupCredentials, { from, keys });
  }

  private addMessaging(props: SecretsProps): void {
    const { messaging, cluster } = props;
    if (messaging === undefined || cluster.messaging === undefined) return;
    this.addGenerator(props, names.messaging, messagingPassword);
    this.addSecret(props, names.messaging, messagingSecretSpec(messaging, cluster.messaging));
  }

  private addGenerator(props: SecretsProps, name: string, secret: Extract<SecretProps, { kind: 'generated' }>): void {
    new Password(this, `generator-${name}`, {
      metadata: objectMeta(props, name, { wave: waves.secretStore }),
      spec: passwordSpec(secret),
    });
  }

  private addSecret(props: SecretsProps, name: string, spec: ExternalSecretSpec, annotations = {}): void {
    const metadata = objectMeta(props, name, { wave: waves.secrets, annotations });
    new ExternalSecret(this, `secret-${name}`, { metadata, spec });
  }
}

/**
 * For whoever rotates in the store, which External Secrets does not: it brings what is new there within the hour. Never on what a
 * generator makes: a change of its annotations would make another one.
 */
function rotationOf({ rotate, once = false }: StoredEntry, usual: string): Record<string, string> {
  return once ? {} : { 'tenantry.dev/rotate-every': rotate ?? usual };
}

/** What workloads read of a database's credentials. */
function keysUsed({ services, jobs }: SecretsProps, { databases }: DatabaseProps, database: string): string[] {
  const secret = databases.find(({ name }) => name === database)?.secret;
  const variables = [...Object.values(services), ...Object.values(jobs)].flatMap(({ secretEnv }) => secretEnv);
  return variables.filter((variable) => variable.secret === secret).map(({ key }) => key);
}

/** The body of the tenant’s SecretStore, for Vault or AWS as the cluster’s profile says. */
function storeSpec(store: VaultStore | AwsStore): SecretStoreSpec {
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
