// Network walls: everything is denied first, and no allowance reaches another tenant, link-local addresses or forbidden ranges.

import type { ProfilePeers } from '../base/concern.js';
import { fieldsAt, isFields, isPartOf, listAt, textAt, textsAt, valueAt } from '../base/fields.js';
import { memoize } from '../base/memoize.js';
import { contains, isRange, notInternet, overlaps } from '../base/network-rules.js';
import { missing, type Rule } from '../base/rule.js';
import type { Manifest, TenantView } from '../base/tenant-view.js';

export const networkRules: readonly Rule[] = [
  {
    code: 'check/foreign-peer',
    sentence: 'network rules deny first, and reach only the tenant itself and what its cluster’s profile names',
    breaches: (view) => [
      ...(view.ofKind('NetworkPolicy').some(deniesAll)
        ? []
        : missing(view, 'has no policy that denies everything first')),
      ...view
        .ofKind('NetworkPolicy')
        .flatMap((manifest) => policyBreaches(manifest, view).map((what) => ({ manifest, what }))),
    ],
  },
];

/** Where clouds hand out credentials; no tenant's pod ever reaches it, whatever a profile names. */
const never = ['169.254.0.0/16', '168.63.129.16/32', 'fe80::/10', 'fd00:ec2::254/128'];

const sides = [
  { type: 'Ingress', rules: 'ingress', peers: 'from' },
  { type: 'Egress', rules: 'egress', peers: 'to' },
] as const;
type Side = (typeof sides)[number];

function deniesAll({ object }: Manifest): boolean {
  const types = textsAt(object, 'spec', 'policyTypes');
  const selector = valueAt(object, 'spec', 'podSelector');
  return (
    isFields(selector) &&
    Object.keys(selector).length === 0 &&
    sides.every(({ type, rules }) => types.includes(type) && listAt(object, 'spec', rules).length === 0)
  );
}

function policyBreaches({ object }: Manifest, view: TenantView): string[] {
  const types = textsAt(object, 'spec', 'policyTypes');
  return sides.flatMap((side) => {
    const rules = listAt(object, 'spec', side.rules);
    const untyped = rules.length > 0 && !types.includes(side.type) ? [`has ${side.rules} rules without that type`] : [];
    const peers = rules.flatMap((rule) => {
      const named = listAt(rule, side.peers);
      return named.length === 0
        ? ['has a rule for every peer']
        : named.flatMap((peer) => peerBreaches(peer, side, view));
    });
    return [...untyped, ...peers];
  });
}

function peerBreaches(peer: unknown, side: Side, view: TenantView): string[] {
  const { ipBlock, namespaceSelector, podSelector } = fieldsAt(peer);
  if (ipBlock !== undefined) return blockBreaches(peer, side, view);
  if (namespaceSelector === undefined) return isFields(podSelector) ? [] : ['has a peer that selects nothing'];
  const labels = fieldsAt(namespaceSelector, 'matchLabels');
  const name = textAt(labels, 'kubernetes.io/metadata.name');
  if (name === undefined || Object.keys(fieldsAt(namespaceSelector)).some((key) => key !== 'matchLabels'))
    return ['selects namespaces by something else than their names'];
  if (name === view.plan.namespace) return [];
  const pods = fieldsAt(podSelector, 'matchLabels');
  const named = peersOf(view).pods.some(
    ({ namespace, podLabels = {} }) => namespace === name && isPartOf(podLabels, pods),
  );
  return named ? [] : [`reaches ${name} beyond the pods that the cluster’s profile names`];
}

function blockBreaches(peer: unknown, side: Side, view: TenantView): string[] {
  const cidr = textAt(peer, 'ipBlock', 'cidr') ?? '(no range)';
  if (!isRange(cidr)) return [`has a peer ${cidr}, which is not a range of addresses`];
  const isNamed = peersOf(view).ranges.includes(cidr);
  if (!isNamed && !(side.type === 'Egress' && mayReachInternet(view)))
    return [`reaches ${cidr}, which the cluster’s profile does not name`];
  const except = textsAt(peer, 'ipBlock', 'except');
  const forbidden = isNamed
    ? never
    : [...never, ...view.plan.cluster.privateRanges, ...notInternet.v4, ...notInternet.v6];
  return [...new Set(forbidden)]
    .filter((range) => overlaps(cidr, range) && !except.some((each) => contains(each, range)))
    .map((range) => `reaches ${range} through ${cidr}`);
}

function mayReachInternet({ plan, concerns }: TenantView): boolean {
  return concerns.some(({ network }) => network?.workloads?.(plan).some(({ container }) => container.internet));
}

/** What the cluster's profile names, as every concern reads it; one may stand there more than once. */
const peersOf = memoize(({ plan, concerns }: TenantView): Required<Omit<ProfilePeers, 'services'>> => {
  const peers = concerns.flatMap(({ network }) => network?.peers?.(plan.cluster) ?? []);
  const services = peers.flatMap((each) => each.services ?? []);
  return {
    pods: [
      ...peers.flatMap(({ pods }) => pods ?? []),
      ...services.flatMap((service) => ('peer' in service ? [service.peer] : [])),
    ],
    ranges: [
      ...peers.flatMap(({ ranges }) => ranges ?? []),
      ...services.flatMap((service) => ('cidrs' in service ? service.cidrs : [])),
    ],
  };
});
