// The walls of the tenant's namespace: nothing in or out, then each allowance by name, permitted on both sides.
// Its props come from the plan; policies add up: one for each workload, for each place
// outside that several may reach, for the database and for challenge solvers.
import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import { objectMeta, selectorLabels } from '../base/metadata.js';
import { type Allowances, from, podsOf, to } from '../base/network-rules.js';
import { sortedEntries } from '../base/order.js';
import { NetworkPolicy } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import { databasePolicies } from '../database/network.js';
import type { DatabaseNetworkProps } from '../database/policies.js';
import { placesOf } from './place-policies.js';
import { jobRules, serviceRules, type WorkloadNetworkProps } from './workload-policies.js';

export type NetworkProps = WorkloadNetworkProps &
  DatabaseNetworkProps &
  Pick<TenantProps, 'hosts'> & { readonly cluster: Pick<TenantProps['cluster'], 'dns' | 'certificates'> };

/**
 * `default-deny` for every pod and both ways, `dns`, and a policy for each that may exchange more: `service-<name>` and `job-<name>` with
 * each other, the database and the internet; places outside by their own names (place-network.ts); the server of the database with its
 * operator, its other instances and the API server; cert-manager's `challenge-solver` where there are custom domains. Policies add up and
 * both sides must permit (networking.k8s.io/v1).
 */
export class Network extends Chart {
  constructor(scope: Construct, props: NetworkProps) {
    super(scope, 'network');
    this.addPolicy(props, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    this.allow(props, 'dns', {}, { ingress: [], egress: [to([podsOf(props.cluster.dns)], [53], ['UDP', 'TCP'])] });
    for (const [name, service] of sortedEntries(props.services))
      this.allow(props, `service-${name}`, selectorLabels(props, name), serviceRules(props, name, service));
    for (const [name, job] of sortedEntries(props.jobs))
      this.allow(props, `job-${name}`, selectorLabels(props, name), jobRules(props, name, job));
    for (const { name, users, egress } of placesOf(props))
      this.addPolicy(props, name, { podSelector: users, policyTypes: ['Egress'], egress: [egress] });
    for (const policy of props.database === undefined ? [] : databasePolicies(props, props.database))
      this.allow(props, policy.name, policy.pods, policy);
    this.allow(props, 'challenge-solver', solverSelector, solverRules(props));
  }

  /** A policy that allows nothing says nothing that the denial does not: it is left out. */
  private allow(
    props: NetworkProps,
    name: string,
    pods: Readonly<Record<string, string>>,
    { ingress, egress }: Allowances,
  ): void {
    if (ingress.length + egress.length === 0) return;
    this.addPolicy(props, name, {
      podSelector: Object.keys(pods).length === 0 ? {} : { matchLabels: { ...pods } },
      policyTypes: [...(ingress.length > 0 ? ['Ingress'] : []), ...(egress.length > 0 ? ['Egress'] : [])],
      ...(ingress.length > 0 ? { ingress: [...ingress] } : {}),
      ...(egress.length > 0 ? { egress: [...egress] } : {}),
    });
  }

  private addPolicy(props: NetworkProps, name: string, spec: k8s.NetworkPolicySpec): void {
    new NetworkPolicy(this, name, { metadata: objectMeta(props, name, { wave: waves.network }), spec });
  }
}

/** cert-manager's own label and port of HTTP-01 solver pods. */
const solverSelector = { 'acme.cert-manager.io/http01-solver': 'true' } as const;
const solverPort = 8089;

/** The certificate authority comes through the proxies; the controller looks before it asks the authority to. */
function solverRules({ hosts, cluster: { certificates, routing } }: NetworkProps): Allowances {
  const solved = certificates !== undefined && hosts.some((host) => host.custom);
  return {
    ingress: solved ? [from([podsOf(certificates.controller), podsOf(routing.proxies)], [solverPort])] : [],
    egress: [],
  };
}
