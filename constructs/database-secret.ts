// The credentials of a logical database beside the first one (whose Secret the operator makes): the password comes from the
// secret store, everything else is known. Part of the concern secrets; the Cluster's managed role reads the Secret too.
import type { PrefixOwner } from './external-secret.js';
import { storedSpec } from './external-secret.js';
import { names } from './names.js';
import type { ExternalSecretSpec } from './resources/external-secrets.js';
import type { LogicalDatabase } from './tenant.js';

export function databaseSecretSpec(tenant: PrefixOwner, { name, secret }: LogicalDatabase): ExternalSecretSpec {
  return storedSpec(tenant, secret, {
    from: secret,
    keys: ['password'],
    template: {
      engineVersion: 'v2',
      mergePolicy: 'Replace',
      type: 'kubernetes.io/basic-auth',
      // The operator sets the new password when the Secret changes, and not only when it looks again.
      metadata: { labels: { 'cnpg.io/reload': 'true' } },
      data: { ...connection(name), password: '{{ .password }}', uri: uriOf(name), 'jdbc-uri': jdbcUriOf(name) },
    },
  });
}

const host = `${names.databaseCluster}-rw`;
const port = '5432';

function connection(name: string) {
  return { dbname: name, host, port, username: name };
}

/** `urlquery` writes a space as `+`, which is a plus where a URI holds a password. */
function uriOf(name: string): string {
  return `postgresql://${name}:{{ .password | urlquery | replace "+" "%20" }}@${host}:${port}/${name}`;
}

function jdbcUriOf(name: string): string {
  return `jdbc:postgresql://${host}:${port}/${name}?password={{ .password | urlquery }}&user=${name}`;
}
