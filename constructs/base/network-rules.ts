// Rules of NetworkPolicies from what the cluster profile and the plan name: peers, endpoints, workloads.

import { BlockList, isIP } from 'node:net';
import type { k8s } from 'cdk8s-plus-29';
import type { Endpoint, Peer, SharedService } from './cluster.js';
import { memoize } from './memoize.js';
import { componentLabel, type Identity, selectorLabels } from './metadata.js';
import { intOrString } from './plain-data.js';
import type { TenantProps } from './tenant.js';

/** What one policy allows; nothing that it does not name. */
export interface Allowances {
  readonly ingress: readonly k8s.NetworkPolicyIngressRule[];
  readonly egress: readonly k8s.NetworkPolicyEgressRule[];
}

type Protocol = 'TCP' | 'UDP';

/** Ingress from any of the peers, on TCP ports. */
export function from(peers: readonly k8s.NetworkPolicyPeer[], ports: readonly number[]): k8s.NetworkPolicyIngressRule {
  return { from: [...peers], ports: portsOf(ports, ['TCP']) };
}

/** Egress to any of the peers, on all of the ports. */
export function to(
  peers: readonly k8s.NetworkPolicyPeer[],
  ports: readonly number[],
  protocols: readonly Protocol[] = ['TCP'],
): k8s.NetworkPolicyEgressRule {
  return { to: [...peers], ports: portsOf(ports, protocols) };
}

/** Pods of another namespace: both selectors in one item, so that both must hold. */
export function podsOf({ namespace, podLabels = {} }: Peer): k8s.NetworkPolicyPeer {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  return Object.keys(podLabels).length === 0
    ? { namespaceSelector }
    : { namespaceSelector, podSelector: { matchLabels: { ...podLabels } } };
}

/** Pods of the tenant's own namespace. */
export function ownPods(matchLabels: Readonly<Record<string, string>>): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels: { ...matchLabels } } };
}

/** Pods of any of the tenant's own services and jobs: one peer for all. */
export function ownWorkloads(tenant: Identity, [first, ...others]: readonly string[]): k8s.NetworkPolicyPeer[] {
  if (first === undefined) return [];
  if (others.length === 0) return [ownPods(selectorLabels(tenant, first))];
  const named = { key: componentLabel, operator: 'In', values: [first, ...others] };
  return [{ podSelector: { matchLabels: { tenant: tenant.id }, matchExpressions: [named] } }];
}

/** Egress to the tenant's own services by name: one rule for each port, with all that listen on it. */
export function toOwnServices(tenant: TenantProps, names: readonly string[]): k8s.NetworkPolicyEgressRule[] {
  const callees = [...names].sort().map((callee) => ({ callee, port: tenant.services[callee]?.port }));
  const ports = [...new Set(callees.flatMap(({ port }) => port ?? []))].sort((a, b) => a - b);
  return ports.map((port) => {
    const listening = callees.filter((each) => each.port === port).map(({ callee }) => callee);
    return to(ownWorkloads(tenant, listening), [port]);
  });
}

/** Egress to a service outside the namespace. */
export function toService(shared: SharedService): k8s.NetworkPolicyEgressRule {
  return to('peer' in shared ? [podsOf(shared.peer)] : blocks(shared.cidrs), shared.ports);
}

/** One rule for each port, with all the addresses that listen on it. */
export function toEndpoints(endpoints: readonly Endpoint[]): k8s.NetworkPolicyEgressRule[] {
  const ports = [...new Set(endpoints.map(({ port }) => port))].sort((a, b) => a - b);
  return ports.map((port) => {
    const cidrs = endpoints.filter((endpoint) => endpoint.port === port).map(({ cidr }) => cidr);
    return to(blocks(cidrs), [port]);
  });
}

/** Peers of address ranges, each once and sorted. */
function blocks(cidrs: readonly string[]): k8s.NetworkPolicyPeer[] {
  return [...new Set(cidrs)].sort().map((cidr) => ({ ipBlock: { cidr } }));
}

function portsOf(ports: readonly number[], protocols: readonly Protocol[]): k8s.NetworkPolicyPort[] {
  const sorted = [...new Set(ports)].sort((a, b) => a - b);
  return sorted.flatMap((port) => protocols.map((protocol) => ({ port: intOrString(port), protocol })));
}

/**
 * Never reachable as "internet": private, shared, link-local (the metadata services), loopback, benchmarking, multicast and
 * reserved ranges of the IANA special-purpose address registries, and the one public address that Azure answers metadata on.
 */
export const notInternet = {
  v4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '168.63.129.16/32',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  /** `64:ff9b::/96` and `2002::/16` carry IPv4 addresses, private ones too. */
  v6: ['64:ff9b::/96', '2002::/16', '::1/128', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
} as const;

/** All addresses of either family without those of the table and the cluster's private ranges. */
export function internet(privateRanges: readonly string[]): k8s.NetworkPolicyPeer[] {
  const isV6 = (cidr: string) => cidr.includes(':');
  const v4 = privateRanges.filter((cidr) => !isV6(cidr));
  const v6 = privateRanges.filter(isV6);
  return [
    { ipBlock: { cidr: '0.0.0.0/0', except: distinct([...notInternet.v4, ...v4]) } },
    { ipBlock: { cidr: '::/0', except: distinct([...notInternet.v6, ...v6]) } },
  ];
}

function distinct(cidrs: readonly string[]): string[] {
  return [...new Set(cidrs)].sort();
}

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly members: BlockList;
}

/** True for text that is a range of either family; IPv4 in the dress of IPv6 is none, since no policy means it. */
export function isRange(cidr: string): boolean {
  return tryRange(cidr) !== undefined;
}

/** True where every address of the inner range is in the outer one; false for text that is no range. */
export function contains(outer: string, inner: string): boolean {
  const [a, b] = [tryRange(outer), tryRange(inner)];
  if (a === undefined || b === undefined || a.family !== b.family || a.bits > b.bits) return false;
  return a.members.check(b.address, b.family);
}

/** True where two ranges share an address: one then holds the other. */
export function overlaps(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

const tryRange = memoize((cidr): Range | undefined => {
  const [, address = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const version = isIP(address);
  const bits = Number(digits);
  if (version === 0 || bits > (version === 4 ? 32 : 128) || mapped.test(address)) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const members = new BlockList();
  members.addSubnet(address, bits, family);
  return { address, bits, family, members };
});

/** `::ffff:169.254.169.254` in either spelling, and any other mixed notation. */
const mapped = /^[0:]*:ffff:|:.*\./i;
