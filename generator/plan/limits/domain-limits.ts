// Which domains a tenant may have of its own: none that is the platform's, or that its cluster has no certificates for.
import type { Finding } from '../../../constructs/base/finding.js';
import { type Limits, limitFinding } from '../../../constructs/base/limit.js';
import type { PlatformSpec } from '../../read/schema/platform.js';

/** Domains that are the platform's, stand twice or can not be served. */
export function domainLimits(limits: Limits<PlatformSpec>): Finding[] {
  const { domains = [] } = limits.tenant.data.spec;
  return domains.flatMap((domain, index) => {
    const refusal = refusalOf(domain, index, limits);
    return refusal === undefined
      ? []
      : [limitFinding(limits.tenant, 'plan/host-not-allowed', ['spec', 'domains', index], refusal)];
  });
}

function refusalOf(
  domain: string,
  index: number,
  { tenant, platform }: Limits<PlatformSpec>,
): { message: string; hint: string } | undefined {
  const { spec } = tenant.data;
  const base = baseDomains(platform).find((each) => isAtOrBelow(domain, each) || isAtOrBelow(each, domain));
  if (base !== undefined) {
    const message = `${domain} belongs to the platform’s own ${base}`;
    return { message, hint: 'remove it: the host below the base domain is there already' };
  }
  if (ownHosts(platform).includes(domain))
    return { message: `${domain} is a host of the platform itself`, hint: 'remove it' };
  if (spec.domains?.indexOf(domain) !== index)
    return { message: `${domain} stands twice`, hint: 'remove one of the two' };
  const cluster = Object.values(platform.clusters).find((each) => each.region === spec.region);
  if (cluster?.certificates !== undefined || cluster?.routing.tls === false) return undefined;
  const message = 'the cluster of this region has no certificates for custom domains';
  return { message, hint: 'add certificates to the cluster, or remove the domain' };
}

/** The platform's, and those that clusters have in its place. */
function baseDomains({ baseDomain, clusters }: PlatformSpec): string[] {
  return [baseDomain, ...Object.values(clusters).flatMap((cluster) => cluster.baseDomain ?? [])];
}

/** Hosts of the addresses in platform.yaml: whoever served one of them would receive the platform's own requests. */
function ownHosts({ argocd, source, clusters, serve }: PlatformSpec): string[] {
  const urls = [argocd.url, source?.url, ...Object.values(clusters).flatMap(textsIn)];
  const ofUrls = urls.flatMap((url) => /^https?:\/\/([^/:]+)/.exec(url ?? '')?.[1]?.toLowerCase() ?? []);
  return serve?.host === undefined ? ofUrls : [...ofUrls, serve.host];
}

/** Every text within a cluster's profile, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** True where a host is a domain or below it. */
export function isAtOrBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
