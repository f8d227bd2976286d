// What a cluster's profile names by address: hosts, buckets, AWS regions, roles, ranges. They are known by their shape, wherever they
// stand, so that a new field of the profile is among them. From the plan's cluster; the region wall compares those of all clusters.

import { isIP } from 'node:net';
import type { ClusterProps } from '../../constructs/base/cluster.js';
import { isInsideCluster } from '../../constructs/base/data-store.js';

export interface ClusterEndpoints {
  /** Host names of addresses, and the base domain. */
  readonly hosts: ReadonlySet<string>;
  readonly buckets: ReadonlySet<string>;
  readonly awsRegions: ReadonlySet<string>;
  /** ARNs, with `{tenant}` in the place of the id. */
  readonly roles: ReadonlySet<string>;
  /** Ranges of addresses that something is reached at. */
  readonly ranges: ReadonlySet<string>;
}

export type EndpointKind = keyof ClusterEndpoints;

/** Everything of a profile that is reached by an address; names inside the cluster mean another thing in each, and are none. */
export function endpointsOf(cluster: ClusterProps): ClusterEndpoints {
  const endpoints = {
    hosts: new Set<string>(),
    buckets: new Set<string>(),
    awsRegions: new Set<string>(),
    roles: new Set<string>(),
    ranges: new Set<string>(),
  };
  // The region is where tenants live, and private ranges are what nobody reaches: both are no address of anything.
  const { region: _region, privateRanges: _ranges, ...reached } = cluster;
  visit(reached, '', (text, key) => {
    for (const { kind, read } of readers) {
      const endpoint = read(text, key);
      if (endpoint !== undefined) endpoints[kind].add(endpoint);
    }
  });
  return endpoints;
}

/** Calls back with every text below a value, and the key that it stands under; a list's items stand under the list's. */
export function visit(value: unknown, key: string, each: (text: string, key: string) => void): void {
  if (typeof value === 'string') each(value, key);
  else if (Array.isArray(value)) for (const item of value) visit(item, key, each);
  else if (typeof value === 'object' && value !== null)
    for (const name in value) visit((value as Readonly<Record<string, unknown>>)[name], name, each);
}

interface Reader {
  readonly kind: EndpointKind;
  readonly read: (text: string, key: string) => string | undefined;
}

const readers: readonly Reader[] = [
  { kind: 'hosts', read: (text, key) => (key === 'baseDomain' ? text : onlyIf(isOutside, hostOf(text))) },
  { kind: 'buckets', read: (text, key) => (key === 'bucket' ? text : undefined) },
  { kind: 'awsRegions', read: (text, key) => (key === 'awsRegion' || key === 'region' ? text : undefined) },
  { kind: 'roles', read: (text) => (text.startsWith('arn:') ? text : undefined) },
  { kind: 'ranges', read: (text, key) => (key === 'cidr' || key === 'cidrs' ? text : rangeOf(hostOf(text))) },
];

function hostOf(text: string): string | undefined {
  return /^https?:\/\/([^/:]+)/.exec(text)?.[1]?.toLowerCase();
}

function isOutside(host: string): boolean {
  return isIP(host) === 0 && !isInsideCluster(host);
}

function rangeOf(host: string | undefined): string | undefined {
  return host === undefined || isIP(host) !== 4 ? undefined : `${host}/32`;
}

function onlyIf(holds: (text: string) => boolean, text: string | undefined): string | undefined {
  return text !== undefined && holds(text) ? text : undefined;
}
