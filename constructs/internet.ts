// The internet as a workload may reach it: every address but those of clusters, clouds and machines.
// The cluster profile adds ranges of its own; network policies and generator/check read the table.
import type { k8s } from 'cdk8s-plus-29';

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
