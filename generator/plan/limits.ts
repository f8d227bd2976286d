// What a tenant's file may say within its tier and platform.
import { workloadsOf } from '../../constructs/base/blueprint-rule.js';
import type { Finding } from '../../constructs/base/finding.js';
import { memoize } from '../../constructs/base/memoize.js';
import { type Amount, ceilingOf, overridesOf, tierAmount } from '../../constructs/base/overridable.js';
import { compareQuantities } from '../../constructs/base/quantity.js';
import { referencesIn } from '../../constructs/base/references.js';
import type { BlueprintSpec, SourcePath } from '../../constructs/base/sources.js';
import { type Limits, limitFinding } from '../../constructs/base/tenant-rule.js';
import { concerns } from '../../constructs/index.js';
import { givenVariables } from '../read/blueprint-rules.js';
import type { PlatformSpec } from '../read/schema/platform.js';
import { reservedIds } from './reserved-ids.js';

/** Everything that keeps a tenant from being planned. */
export function limitFindings(limits: Limits<PlatformSpec>): Finding[] {
  return [...limitsOfWhatIsThere(limits), ...dateLimits(limits)];
}

const ofConcerns = concerns.flatMap((concern) => concern.limits ?? []);

/** The same of a file of which something was left out: it says nothing of what is not there. */
export function limitsOfWhatIsThere(limits: Limits<PlatformSpec>): Finding[] {
  return [nameLimits, overrideLimits, envLimits, domainLimits, ...ofConcerns].flatMap((limit) => limit(limits));
}

/** A demo without its end, an offboarding without its day. */
function dateLimits({ tenant, blueprint, tier }: Limits<PlatformSpec>): Finding[] {
  const { spec } = tenant.data;
  const unlimited = tier.expiry === 'required' && spec.expiresAt === undefined;
  const undated = spec.lifecycle === 'offboarding' && spec.offboardedOn === undefined;
  return [
    ...(unlimited
      ? [
          limitFinding(tenant, 'plan/expiry-required', ['spec', 'tier'], {
            message: `a tenant of the tier ${spec.tier} needs expiresAt`,
            hint: 'add expiresAt with the day it is to end, as 2026-12-31',
            related: blueprint.document.place(['spec', 'tiers', spec.tier, 'expiry']),
          }),
        ]
      : []),
    ...(undated
      ? [
          limitFinding(tenant, 'plan/offboarding-undated', ['spec', 'lifecycle'], {
            message: 'an offboarding needs the day on which it was requested',
            hint: 'add offboardedOn; the grace period counts from it',
          }),
        ]
      : []),
  ];
}

/** An id that is the platform's own in some way; each refusal is one row of the table below. */
function nameLimits({ tenant, platform }: Limits<PlatformSpec>): Finding[] {
  const id = tenant.data.metadata.name;
  const refusal = refusals.find(({ holds }) => holds(id, platform));
  if (refusal === undefined) return [];
  const message = refusal.message(id, platform);
  const hint = 'choose another id, and rename the file';
  return [limitFinding(tenant, 'plan/reserved-name', ['metadata', 'name'], { message, hint })];
}

interface Refusal {
  readonly holds: (id: string, platform: PlatformSpec) => boolean;
  readonly message: (id: string, platform: PlatformSpec) => string;
}

const refusals: readonly Refusal[] = [
  {
    holds: (id, { reserved, serve, baseDomain, clusters }) =>
      reservedIds.has(id) ||
      reserved.includes(id) ||
      [{ baseDomain }, ...Object.values(clusters)].some((each) => serve?.host === `${id}.${each.baseDomain}`),
    message: (id) => `the id ${id} is reserved for the platform`,
  },
  {
    holds: (id, platform) => platformNamespaces(platform).has(namespaceOf(id, platform)),
    message: (id, platform) => `the namespace ${namespaceOf(id, platform)} of ${id} is one of the platform’s own`,
  },
  {
    // Browsers show `xn--…` in the script that it encodes (RFC 5891, 4.2.3.1).
    holds: (id) => /^..--/.test(id),
    message: (id) => `the id ${id} is reserved: a host name with dashes in the third and fourth place is encoded`,
  },
];

function namespaceOf(id: string, { namespacePrefix }: PlatformSpec): string {
  return `${namespacePrefix}${id}`;
}

/** Those of every `namespace` field, wherever it stands, and of Kubernetes itself. */
const platformNamespaces = memoize(
  (platform: PlatformSpec): ReadonlySet<string> => new Set([...ofKubernetes, ...namespacesIn(platform)]),
);

const ofKubernetes = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function namespacesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    key === 'namespace' && typeof each === 'string' ? [each] : namespacesIn(each),
  );
}

/** Variables that change how programs load code, whom they trust or how they reach the cluster, whoever sets them. */
const dangerousVariable =
  /^(?:PATH|LD_.*|GLIBC_TUNABLES|GCONV_PATH|NODE_(?:OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED)|SSL_CERT_(?:FILE|DIR)|PYTHON(?:PATH|STARTUP|HOME)|RUBYOPT|RUBYLIB|PERL5(?:OPT|LIB)|(?:JDK_)?JAVA_(?:TOOL_)?OPTIONS|_JAVA_OPTIONS|CLASSPATH|BASH_ENV|ENV|IFS|SHELLOPTS|PHP_INI_SCAN_DIR|PHPRC|DOTNET_STARTUP_HOOKS|KUBERNETES_.*|.*_PROXY)$/;

/** Variables that belong to somebody else. */
function envLimits({ tenant, blueprint }: Limits): Finding[] {
  return Object.entries(tenant.data.spec.env ?? {}).flatMap(([name, variables]) =>
    Object.keys(variables).flatMap((variable) => {
      const owner = ownerOf(blueprint.data.spec, name, variable);
      if (owner === undefined) return [];
      return [
        limitFinding(tenant, 'plan/env-owned', ['spec', 'env', name, variable], {
          message: `${variable} of ${name} belongs to ${owner.name}`,
          hint: 'remove the variable, or choose another name',
          part: 'key',
          related: owner.path && blueprint.document.place(['spec', ...owner.path], 'key'),
        }),
      ];
    }),
  );
}

interface Owner {
  readonly name: string;
  /** The blueprint's line, below `spec`. */
  readonly path?: SourcePath;
}

function ownerOf(blueprint: BlueprintSpec, name: string, variable: string): Owner | undefined {
  const workload = workloadsOf(blueprint).find((each) => each.name === name);
  const given = givenVariables(blueprint, name).find((each) => each.variable === variable);
  if (given !== undefined) return { name: given.from, path: given.path };
  const own = workload?.container.env[variable];
  if (workload !== undefined && own !== undefined && referencesIn(own).length > 0)
    return { name: 'the blueprint, which works it out', path: [...workload.path, 'env', variable] };
  return dangerousVariable.test(variable) ? { name: 'the system' } : undefined;
}

/** Domains that are the platform's, stand twice or can not be served. */
function domainLimits(limits: Limits<PlatformSpec>): Finding[] {
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

/** Overrides of what the tier does not set, or above a ceiling. */
function overrideLimits(limits: Limits): Finding[] {
  return overridesOf(limits.tenant.data.spec).flatMap((override) => overrideFindings(limits, override));
}

interface Override {
  readonly path: string;
  readonly amount: Amount;
}

function overrideFindings(limits: Limits, { path, amount }: Override): Finding[] {
  const { tenant, blueprint, tier } = limits;
  const name = tenant.data.spec.tier;
  const own = tierAmount(tier, path);
  const place = (steps: readonly string[]) => blueprint.document.place(['spec', 'tiers', name, ...steps], 'key');
  if (own === undefined) {
    const message = `the tier ${name} does not set ${path}`;
    return [notOverridable(limits, path, { message, hint: 'remove the override', related: place([]) })];
  }
  if (!isAbove(amount, own)) return [];
  const ceiling = ceilingOf(tier, path);
  if (ceiling === undefined) {
    const message = `the tier ${name} does not let ${path} rise above ${own}`;
    const hint = 'remove the override, or choose a larger tier';
    return [notOverridable(limits, path, { message, hint, related: place([]) })];
  }
  if (!isAbove(amount, ceiling.amount)) return [];
  return [
    limitFinding(tenant, 'plan/above-ceiling', pathOf(path), {
      message: `${path} of ${amount} is above the ceiling of ${ceiling.amount}`,
      hint: `stay at ${ceiling.amount} or below, or choose a larger tier`,
      related: place(['ceilings', ceiling.key]),
    }),
  ];
}

function notOverridable({ tenant }: Limits, path: string, details: Parameters<typeof limitFinding>[3]): Finding {
  return limitFinding(tenant, 'plan/not-overridable', pathOf(path), details);
}

function pathOf(path: string): string[] {
  return ['spec', 'overrides', ...path.split('.')];
}

function isAbove(amount: Amount, bound: Amount): boolean {
  return compareQuantities(String(amount), String(bound)) > 0;
}
