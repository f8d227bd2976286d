// Which Secret holds the credentials of a logical database; services, jobs and the database itself must agree on it.
import { type EngineName, engineOf } from '../../constructs/database-engines.js';
import { serverName } from '../../constructs/database-server.js';

/** The Secret of a logical database: where the operator makes that of the first one, it names it after the server. */
export function databaseSecret(
  server: { readonly engine: EngineName; readonly generation: number },
  name: string,
  all: readonly string[],
): string {
  const { makesFirstSecret } = engineOf(server.engine);
  const last = makesFirstSecret && name === firstDatabase(all) ? 'app' : name.replaceAll('_', '-');
  return `${serverName(server)}-${last}`;
}

/** `app` is made with the cluster, or the first by name: that keeps `postgres-app` from being taken twice. */
export function firstDatabase(all: readonly string[]): string | undefined {
  return all.includes('app') ? 'app' : [...all].sort()[0];
}
