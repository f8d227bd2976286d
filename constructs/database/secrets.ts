// The credentials of a logical database whose Secret no operator makes: the password comes from the secret store, everything else
// is known. Part of the concern secrets; the database's operator reads the Secret too.

import type { StoredEntry } from '../secrets/external-secret.js';
import { engineOf } from './engines.js';
import type { DatabaseProps, LogicalDatabase } from './props.js';
import { serverHost } from './server.js';

/** Those of the server's logical databases that nobody else makes. */
export function storedDatabases({ engine, databases }: DatabaseProps): readonly LogicalDatabase[] {
  return databases.slice(engineOf(engine).makesFirstSecret ? 1 : 0);
}

/** @param used keys that workloads read; without a name and a password it would be no `kubernetes.io/basic-auth` */
export function databaseEntry(
  server: Pick<DatabaseProps, 'engine' | 'generation'>,
  { name, stored }: LogicalDatabase,
  used: readonly string[],
): StoredEntry {
  const { reloadLabel } = engineOf(server.engine);
  const needed = new Set([...used, 'username', 'password']);
  const credentials = Object.entries(credentialsOf(server, name)).filter(([key]) => needed.has(key));
  return {
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
export function rootEntry(name: string): StoredEntry {
  return { from: name, keys: ['password'], once: true };
}
