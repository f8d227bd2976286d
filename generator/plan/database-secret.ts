// Which Secret holds the credentials of a logical database; services, jobs and the database itself must agree on it.
import { names } from '../../constructs/names.js';

/** The Secret of a logical database: the operator names the first one's after the cluster. */
export function databaseSecret(name: string, all: readonly string[]): string {
  return name === firstDatabase(all)
    ? `${names.databaseCluster}-app`
    : `${names.databaseCluster}-${name.replaceAll('_', '-')}`;
}

/** `app` is made with the cluster, or the first by name: that keeps `postgres-app` from being taken twice. */
export function firstDatabase(all: readonly string[]): string | undefined {
  return all.includes('app') ? 'app' : [...all].sort()[0];
}
