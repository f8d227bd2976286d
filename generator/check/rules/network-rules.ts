// Network walls: everything is denied first, and no allowance reaches another tenant, link-local addresses or forbidden ranges.
import { BlockList } from 'node:net';
import type { Manifest } from '../../synth/manifest.js';
import { fieldsAt, listAt, textAt, valueAt } from '../fields.js';
import type { Breach, Rule } from '../rule.js';
import type { TenantView } from '../tenant-view.js';

/** Where clouds hand out credentials; no tenant's pod ever reaches it. */
const linkLocal = ['169.254.0.0/16', 'fe80::/10'];

export const networkRules: readonly Rule[] = [
  {
    code: 'check/foreign-peer',
    sentence: 'network rules deny first, and reach only the tenant itself and what its cluster’s profile names',
    breaches: (view) => [
      ...denialBreaches(view),
      ...view
        .ofKind('NetworkPolicy')
        .flatMap((manifest) => peersIn(manifest).flatMap((peer) => peerBreaches(manifest, peer, view))),
    ],
  },
];

function denialBreaches({ manifests, ofKind, plan }: TenantView): Breach[] {
  const denial = ofKind('NetworkPolicy').find(({ object }) => {
    const types = listAt(object, 'spec', 'policyTypes');
    const isAll = Object.keys(fieldsAt(object, 'spec', 'podSelector')).length === 0;
    return (
      isAll &&
      types.includes('Ingress') &&
      types.includes('Egress') &&
      valueAt(object, 'spec', 'ingress') === undefined &&
      valueAt(object, 'spec', 'egress') === undefined
    );
  });
  const [first] = manifests;
  return denial !== undefined || first === undefined
    ? []
    : [{ manifest: first, what: `comes without a policy that denies everything in ${plan.namespace}` }];
}

function peersIn({ object }: Manifest): unknown[] {
  const sides = [
    [listAt(object, 'spec', 'ingress'), 'from'],
    [listAt(object, 'spec', 'egress'), 'to'],
  ] as const;
  return sides.flatMap(([rules, side]) =>
    rules.flatMap((rule) => (listAt(rule, side).length === 0 ? [undefined] : listAt(rule, side))),
  );
}

function peerBreaches(manifest: Manifest, peer: unknown, view: TenantView): Breach[] {
  if (peer === undefined) return [{ manifest, what: 'has a rule for every peer' }];
  const cidr = textAt(peer, 'ipBlock', 'cidr');
  if (cidr !== undefined) return blockBreaches(manifest, cidr, listAt(peer, 'ipBlock', 'except'), view);
  if (valueAt(peer, 'namespaceSelector') === undefined) return [];
  const labels = fieldsAt(peer, 'namespaceSelector', 'matchLabels');
  const name = textAt(labels, 'kubernetes.io/metadata.name');
  if (name === undefined) return [{ manifest, what: 'selects namespaces by something else than their names' }];
  return profileNamespaces(view).has(name) || name === view.plan.namespace
    ? []
    : [{ manifest, what: `reaches the namespace ${name}, which the cluster’s profile does not name` }];
}

/** Namespaces that the cluster's profile names, in whatever part of it. */
function profileNamespaces({ plan }: TenantView): ReadonlySet<string> {
  const { dns, routing, databaseOperator, certificates, monitoring, sharedServices } = plan.cluster;
  const shared = Object.values(sharedServices).flatMap((service) => ('peer' in service ? [service.peer] : []));
  return new Set(
    [
      dns,
      routing.proxies,
      databaseOperator,
      monitoring.prometheus,
      ...(certificates === undefined ? [] : [certificates.controller]),
      ...shared,
    ].map((peer) => peer.namespace),
  );
}

function blockBreaches(manifest: Manifest, cidr: string, except: readonly unknown[], { plan }: TenantView): Breach[] {
  const { apiServer, backupStore, sharedServices, privateRanges } = plan.cluster;
  const named = new Set([
    ...apiServer.map((endpoint) => endpoint.cidr),
    ...(backupStore?.network.map((endpoint) => endpoint.cidr) ?? []),
    ...Object.values(sharedServices).flatMap((service) => ('cidrs' in service ? service.cidrs : [])),
  ]);
  const forbidden = named.has(cidr) ? linkLocal : [...linkLocal, ...privateRanges];
  const open = forbidden.filter(
    (range) => overlaps(cidr, range) && !except.some((each) => typeof each === 'string' && contains(each, range)),
  );
  return open.map((range) => ({ manifest, what: `reaches ${range} through ${cidr}` }));
}

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

function rangeOf(cidr: string): Range {
  const [address = '', bits = '0'] = cidr.split('/');
  return { address, bits: Number(bits), family: address.includes(':') ? 'ipv6' : 'ipv4' };
}

function contains(outer: string, inner: string): boolean {
  const [a, b] = [rangeOf(outer), rangeOf(inner)];
  if (a.family !== b.family || a.bits > b.bits) return false;
  const list = new BlockList();
  list.addSubnet(a.address, a.bits, a.family);
  return list.check(b.address, b.family);
}

function overlaps(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}
