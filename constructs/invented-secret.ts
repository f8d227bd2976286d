// A Secret of a cluster without a secret store: what nobody knows outside is made up once, and what must be known stands in the cluster's
// profile. Part of the concern secrets.
import { inventedSpec, type StoredEntry, type Template } from './external-secret.js';
import type { ExternalSecretSpec } from './resources/external-secrets.js';

/** Of the values that are made up: long enough for keys that sign something. */
export const inventedPassword = { kind: 'generated', key: 'password', length: 32 } as const;

/** A Secret `name` with the keys of an entry, as if a store had held it. Made once and never again, as a live password must be. */
export function inventedEntry(
  name: string,
  { keys, template }: StoredEntry,
  known: Readonly<Record<string, string>> = {},
): ExternalSecretSpec {
  const invented = keys.filter((key) => known[key] === undefined).sort();
  const isKnown = invented.length < keys.length;
  // Without any source External Secrets would make no Secret; what the template does not name is left out.
  return inventedSpec(
    name,
    invented.length === 0 ? [inventedPassword.key] : invented,
    template ?? (isKnown ? valuesTemplate(keys, known) : undefined),
  );
}

function valuesTemplate(keys: readonly string[], known: Readonly<Record<string, string>>): Template {
  const values = [...keys].sort().map((key) => [key, known[key] ?? `{{ index . "${key}" }}`]);
  return {
    engineVersion: 'v2',
    mergePolicy: 'Replace',
    type: 'Opaque',
    metadata: { labels: {} },
    data: Object.fromEntries(values),
  };
}
