// What the network policies of every database engine begin with.
import type { k8s } from 'cdk8s-plus-29';
import type { Identity } from '../base/metadata.js';
import { from, ownWorkloads } from '../base/network-rules.js';
import type { DatabaseProps } from './schema.js';

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
