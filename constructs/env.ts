// A container's environment: plain values from the plan, and values of Secrets by reference. Goes into container.ts.
import type { k8s } from 'cdk8s-plus-29';
import { sortedEntries } from './sorted-entries.js';
import type { SecretEnv } from './workload-props.js';

/** Variables with their values in place. */
export function plainEnv(env: Readonly<Record<string, string>>): k8s.EnvVar[] {
  return sortedEntries(env).map(([name, value]) => ({ name, value: escapeReferences(value) }));
}

/** Variables that take their values from Secrets of the namespace. */
export function secretEnv(variables: readonly SecretEnv[]): k8s.EnvVar[] {
  return variables.map(({ name, secret, key }) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } }));
}

/** Sorted, so that the same variables give the same bytes. */
export function sortedByName(variables: readonly k8s.EnvVar[]): k8s.EnvVar[] {
  return [...variables].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * Kubernetes expands `$(NAME)` in a value and reads `$$` as `$` (kubernetes.io/docs, "Define Dependent Environment Variables").
 * The plan's values are meant to the letter.
 */
function escapeReferences(value: string): string {
  return value.replaceAll('$', () => '$$');
}
