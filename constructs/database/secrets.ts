// The Secrets that the tenant's database needs: access keys of the backup store, and the credentials of each logical database whose
// Secret no operator makes. Of those the password comes from the secret store, everything else is known; the operator reads the Secret too.

import type { StoredRequest } from '../base/concern.js';
import type { TenantProps } from '../base/tenant.js';
import { engineOf } from './engines.js';
import type { DatabaseProps, LogicalDatabase } from './schema.js';
import { backupCredentialKeys, backupCredentialsName, serverHost, serversOf } from './server.js';

export function databaseSecrets(tenant: TenantProps): StoredRequest[] {
  const { database } = tenant;
  if (database === undefined) return [];
  const { rootSecret } = engineOf(database.engine);
  return [
    ...backupCredentials(tenant),
    ...serversOf(database).flatMap((server) =>
      storedDatabases(server).map((each) => databaseRequest(server, each, keysUsed(tenant, database, each.name))),
    ),
    ...(rootSecret === undefined ? [] : [rootRequest(rootSecret)]),
  ];
}

function backupCredentials({ database, cluster: { backupStore } }: TenantProps): StoredRequest[] {
  const credentials = backupStore?.credentials;
  if (database?.backup === undefined || credentials?.kind !== 'stored') return [];
  const keys = Object.values(backupCredentialKeys);
  return [{ name: backupCredentialsName, kind: 'stored', from: credentials.from, keys }];
}

/** What workloads read of a database's credentials. */
function keysUsed({ services, jobs }: TenantProps, { databases }: DatabaseProps, database: string): string[] {
  const secret = databases.find(({ name }) => name === database)?.secret;
  const variables = [...Object.values(services), ...Object.values(jobs)].flatMap(({ secretEnv }) => secretEnv);
  return variables.filter((variable) => variable.secret === secret).map(({ key }) => key);
}

/** Those of the server's logical databases that nobody else makes. */
function storedDatabases({ engine, databases }: DatabaseProps): readonly LogicalDatabase[] {
  return databases.slice(engineOf(engine).makesFirstSecret ? 1 : 0);
}

/** @param used keys that workloads read; without a name and a password it would be no `kubernetes.io/basic-auth` */
function databaseRequest(
  server: Pick<DatabaseProps, 'engine' | 'generation'>,
  { name, secret, stored }: LogicalDatabase,
  used: readonly string[],
): StoredRequest {
  const { reloadLabel } = engineOf(server.engine);
  const needed = new Set([...used, 'username', 'password']);
  const credentials = Object.entries(credentialsOf(server, name)).filter(([key]) => needed.has(key));
  return {
    name: secret,
    kind: 'stored',
    from: stored,
    keys: ['password'],
    template: {
      engineVersion: 'v2',
      mergePolicy: 'Replace',
      type: 'kubernetes.io/basic-auth',
      // The operator sets the new password when the Secret changes, and not only when it looks again.
      metadata: { labels: { [reloadLabel]: 'true' } },
      data: Object.fromEntries(credentials),
    },
  };
}

function credentialsOf(
  server: Pick<DatabaseProps, 'engine' | 'generation'>,
  name: string,
): Readonly<Record<string, string>> {
  const { port, schemes } = engineOf(server.engine);
  const host = serverHost(server);
  const address = `${host}:${port}/${name}`;
  return {
    dbname: name,
    host,
    port: String(port),
    username: name,
    password: '{{ .password }}',
    // `urlquery` writes a space as `+`, which is a plus where a URI holds a password.
    uri: `${schemes.uri}://${name}:{{ .password | urlquery | replace "+" "%20" }}@${address}`,
    'jdbc-uri': `jdbc:${schemes.jdbc}://${address}?password={{ .password | urlquery }}&user=${name}`,
  };
}

/** Read once: the operator never gives the server another one, and the server's probes would fail with it. */
function rootRequest(name: string): StoredRequest {
  return { name, kind: 'stored', from: name, keys: ['password'], once: true };
}
