// The walls of the tenant's namespace: nothing in or out, then each allowance by name, permitted on both sides. What there is to allow
// every concern says of its own; policies add up.
import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import type { SharedService } from '../base/cluster.js';
import type { Concern, NetworkPlace, WorkloadPolicy } from '../base/concern.js';
import { objectMeta } from '../base/metadata.js';
import { type Allowances, internet, ownWorkloads, podsOf, to, toService } from '../base/network-rules.js';
import { NetworkPolicy } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';

/**
 * `default-deny` for every pod and both ways, `dns`, and a policy for each that may exchange more: every service and job, every place
 * outside that several of them may reach, and the pods that operators make. Policies add up and both sides must permit
 * (networking.k8s.io/v1).
 */
export class Network extends Chart {
  constructor(scope: Construct, props: TenantProps, concerns: readonly Concern[]) {
    super(scope, 'network');
    const parts = concerns.flatMap(({ network }) => network ?? []);
    const workloads = parts.flatMap((part) => part.workloads?.(props) ?? []);
    this.#addPolicy(props, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    this.#allow(props, 'dns', {}, { ingress: [], egress: [to([podsOf(props.cluster.dns)], [53], ['UDP', 'TCP'])] });
    for (const workload of workloads) {
      const exchanges = parts.map((part) => part.exchanges?.(props, workload.workload) ?? {});
      this.#allow(props, workload.name, workload.pods, allowancesOf(workload, exchanges, props));
    }
    for (const place of [...parts.flatMap(({ places }) => places?.(props) ?? []), ...sharedPlaces(props, workloads)])
      this.#addPlace(props, place);
    for (const policy of parts.flatMap(({ policies }) => policies?.(props) ?? []))
      this.#allow(props, policy.name, policy.pods, policy);
  }

  /** A place that nobody uses has no policy. */
  #addPlace(props: TenantProps, { name, users, egress }: NetworkPlace): void {
    const [peer] = ownWorkloads(props, [...new Set(users)].sort());
    if (peer?.podSelector !== undefined)
      this.#addPolicy(props, name, { podSelector: peer.podSelector, policyTypes: ['Egress'], egress: [egress] });
  }

  /** A policy that allows nothing says nothing that the denial does not: it is left out. */
  #allow(
    props: TenantProps,
    name: string,
    pods: Readonly<Record<string, string>>,
    { ingress, egress }: Allowances,
  ): void {
    if (ingress.length + egress.length === 0) return;
    this.#addPolicy(props, name, {
      podSelector: Object.keys(pods).length === 0 ? {} : { matchLabels: { ...pods } },
      policyTypes: [...(ingress.length > 0 ? ['Ingress'] : []), ...(egress.length > 0 ? ['Egress'] : [])],
      ingress: ingress.length > 0 ? [...ingress] : undefined,
      egress: egress.length > 0 ? [...egress] : undefined,
    });
  }

  #addPolicy(props: TenantProps, name: string, spec: k8s.NetworkPolicySpec): void {
    new NetworkPolicy(this, name, { metadata: objectMeta(props, name, { wave: waves.network }), spec });
  }
}

/** What comes from outside the namespace first, and the internet last. */
function allowancesOf(
  { container, ingress, egress }: WorkloadPolicy,
  exchanges: readonly Partial<Allowances>[],
  { cluster }: TenantProps,
): Allowances {
  return {
    ingress: [...exchanges.flatMap((each) => each.ingress ?? []), ...ingress],
    egress: [
      ...egress,
      ...exchanges.flatMap((each) => each.egress ?? []),
      ...(container.internet ? [to(internet(cluster.privateRanges), [https])] : []),
    ],
  };
}

const https = 443;

function sharedPlaces({ cluster }: TenantProps, workloads: readonly WorkloadPolicy[]): NetworkPlace[] {
  const shared = [...new Set(workloads.flatMap(({ container }) => container.egress))].sort();
  return shared.map((name) => ({
    name: `shared-${name}`,
    users: workloads.filter(({ container }) => container.egress.includes(name)).map(({ workload }) => workload),
    egress: toService(findShared(cluster, name)),
  }));
}

/** @throws Error where the cluster has no such shared service; loading refuses that before. */
function findShared({ sharedServices }: TenantProps['cluster'], name: string): SharedService {
  const shared = sharedServices[name];
  if (shared === undefined) throw new Error(`the cluster has no shared service ${JSON.stringify(name)}`);
  return shared;
}
