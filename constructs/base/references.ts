// The closed list of references that a blueprint's environment may hold, as `${database.host}`.
// load checks them against the blueprint, plan replaces them by the tenant's values.
import type { BlueprintSpec } from './sources.js';

const pattern = /\$\{([^{}]*)\}/g;

/** The references in a value, in order, without their braces. */
export function referencesIn(value: string): string[] {
  return [...value.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** The value with each reference replaced. */
export function replaceReferences(value: string, resolve: (reference: string) => string): string {
  return value.replace(pattern, (_, reference: string) => resolve(reference));
}

/** True where a `${` is left over: it would reach the service to the letter. */
export function hasUnclosedReference(value: string): boolean {
  return value.replace(pattern, '').includes('${');
}

const tenantFields = [
  'id',
  'displayName',
  'namespace',
  'product',
  'tier',
  'region',
  'host',
  'url',
  'ownerName',
  'ownerEmail',
];

/** Every reference that a blueprint's values may hold: those that have a value in each of its tiers. */
export function knownReferences({ tiers, database, messaging, buckets, services }: BlueprintSpec): string[] {
  const [first, ...others] = Object.values(tiers).map((tier) => Object.keys(tier.entitlements));
  const entitlements = (first ?? []).filter((name) => others.every((names) => names.includes(name)));
  const reachable = Object.keys(services).filter((name) => services[name]?.port !== undefined);
  return [
    ...tenantFields.map((field) => `tenant.${field}`),
    ...entitlements.map((name) => `entitlements.${name}`),
    ...(database === undefined ? [] : ['database.host', 'database.port']),
    ...(messaging === undefined ? [] : messagingReferences(messaging)),
    ...Object.entries(buckets).flatMap(([name, bucket]) => bucketReferences(name, bucket)),
    ...reachable.flatMap((name) => ['host', 'port', 'url'].map((field) => `services.${name}.${field}`)),
  ];
}

function messagingReferences({ exchanges, queues }: NonNullable<BlueprintSpec['messaging']>): string[] {
  return [
    ...['host', 'port', 'vhost'].map((field) => `messaging.${field}`),
    ...Object.keys(exchanges).map((name) => `messaging.exchanges.${name}`),
    ...Object.keys(queues).map((name) => `messaging.queues.${name}`),
  ];
}

function bucketReferences(name: string, { prefixes }: BlueprintSpec['buckets'][string]): string[] {
  return ['name', 'endpoint', ...prefixes.map((prefix) => `prefixes.${prefix}`)].map(
    (field) => `buckets.${name}.${field}`,
  );
}
