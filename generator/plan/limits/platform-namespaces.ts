// Namespaces in which platform.yaml says that something of the platform's runs: with a short prefix, a tenant's could be one of them.
import type { PlatformSpec } from '../../load/schema/platform.js';

const known = new WeakMap<PlatformSpec, ReadonlySet<string>>();

/** Those of every `namespace` field, wherever it stands, and of Kubernetes itself. */
export function platformNamespaces(platform: PlatformSpec): ReadonlySet<string> {
  const found = known.get(platform) ?? new Set([...ofKubernetes, ...namespacesIn(platform)]);
  known.set(platform, found);
  return found;
}

const ofKubernetes = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function namespacesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    key === 'namespace' && typeof each === 'string' ? [each] : namespacesIn(each),
  );
}
