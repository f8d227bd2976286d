// Which Secret holds the credentials of a logical database; services, jobs and the database itself must agree on it.
import { type EngineName, engineOf } from '../../constructs/database-engines.js';

/** The Secret of a logical database: where the operator makes that of the first one, it names it after the server. */
export function databaseSecret(engine: EngineName, name: string, all: readonly string[]): string {
  const { server, makesFirstSecret } = engineOf(engine);
  return makesFirstSecret && name === firstDatabase(all) ? `${server}-app` : `${server}-${name.replaceAll('_', '-')}`;
}

/** `app` is made with the cluster, or the first by name: that keeps `postgres-app` from being taken twice. */
export function firstDatabase(all: readonly string[]): string | undefined {
  return all.includes('app') ? 'app' : [...all].sort()[0];
}
