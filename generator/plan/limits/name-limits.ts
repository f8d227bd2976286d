// Which ids a tenant may have: those that nobody takes for the platform, nor for a word in another script.

import type { Finding } from '../../../constructs/base/finding.js';
import { type Limits, limitFinding } from '../../../constructs/base/limit.js';
import { memoize } from '../../../constructs/base/memoize.js';
import type { PlatformSpec } from '../../read/schema/platform.js';
import { reservedIds } from './reserved-ids.js';

/** An id that is the platform's own in some way; each refusal is one row of the table below. */
export function nameLimits({ tenant, platform }: Limits<PlatformSpec>): Finding[] {
  const id = tenant.data.metadata.name;
  const refusal = refusals.find(({ holds }) => holds(id, platform));
  if (refusal === undefined) return [];
  const message = refusal.message(id, platform);
  const hint = 'choose another id, and rename the file';
  return [limitFinding(tenant, 'plan/reserved-name', ['metadata', 'name'], { message, hint })];
}

interface Refusal {
  readonly holds: (id: string, platform: PlatformSpec) => boolean;
  readonly message: (id: string, platform: PlatformSpec) => string;
}

const refusals: readonly Refusal[] = [
  {
    holds: (id, { reserved, serve, baseDomain, clusters }) =>
      reservedIds.has(id) ||
      reserved.includes(id) ||
      [{ baseDomain }, ...Object.values(clusters)].some((each) => serve?.host === `${id}.${each.baseDomain}`),
    message: (id) => `the id ${id} is reserved for the platform`,
  },
  {
    holds: (id, platform) => platformNamespaces(platform).has(namespaceOf(id, platform)),
    message: (id, platform) => `the namespace ${namespaceOf(id, platform)} of ${id} is one of the platform’s own`,
  },
  {
    // Browsers show `xn--…` in the script that it encodes (RFC 5891, 4.2.3.1).
    holds: (id) => /^..--/.test(id),
    message: (id) => `the id ${id} is reserved: a host name with dashes in the third and fourth place is encoded`,
  },
];

function namespaceOf(id: string, { namespacePrefix }: PlatformSpec): string {
  return `${namespacePrefix}${id}`;
}

/** Those of every `namespace` field, wherever it stands, and of Kubernetes itself. */
const platformNamespaces = memoize(
  (platform: PlatformSpec): ReadonlySet<string> => new Set([...ofKubernetes, ...namespacesIn(platform)]),
);

const ofKubernetes = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function namespacesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    key === 'namespace' && typeof each === 'string' ? [each] : namespacesIn(each),
  );
}
