// What the network policies of every database engine begin with; part of the concern network.
import type { k8s } from 'cdk8s-plus-29';
import type { Identity } from '../base/metadata.js';
import { type Allowances, from, ownWorkloads } from '../base/network-rules.js';
import type { TenantProps } from '../base/tenant.js';
import type { DatabaseProps } from './props.js';

export type DatabaseNetworkProps = Identity &
  Pick<TenantProps, 'lifecycle'> & {
    readonly cluster: Pick<
      TenantProps['cluster'],
      'apiServer' | 'backupStore' | 'databaseOperator' | 'mariadbOperator' | 'monitoring'
    >;
  };

/** One policy of an engine's pods. */
export interface DatabasePolicy extends Allowances {
  readonly name: string;
  readonly pods: Readonly<Record<string, string>>;
}

/** The services and jobs that connect; no rule where nobody does. */
export function fromUsers(
  tenant: Identity,
  { databases }: DatabaseProps,
  port: number,
): k8s.NetworkPolicyIngressRule[] {
  const users = [...new Set(databases.flatMap(({ usedBy }) => usedBy))].sort();
  const peers = ownWorkloads(tenant, users);
  return peers.length === 0 ? [] : [from(peers, [port])];
}
