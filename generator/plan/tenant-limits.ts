// What a tenant's file may say within its tier and platform: ceilings, expiry, names, domains, environment. Pure; findings name the tenant's own line.
import { compareQuantities } from '../../constructs/quantity.js';
import type { FindingCode } from '../finding/codes.js';
import { type Finding, finding } from '../finding/finding.js';
import { givenBySecrets } from '../load/given-by-secrets.js';
import { ceilingOf, overridesOf, tierAmount } from '../load/overridable.js';
import { referencesIn } from '../load/references.js';
import type { BlueprintSource, BlueprintSpec, TierSource } from '../load/schema/blueprint.js';
import type { PlatformSpec } from '../load/schema/platform.js';
import type { TenantSource } from '../load/schema/tenant.js';
import type { SourcePath } from '../load/source-document.js';
import type { Loaded } from '../load/sources.js';
import { reservedIds } from './reserved-ids.js';

export interface Limits {
  readonly tenant: Loaded<TenantSource>;
  readonly blueprint: Loaded<BlueprintSource>;
  readonly tier: TierSource;
  readonly platform: PlatformSpec;
}

/** Everything that keeps a tenant from being planned. */
export function limitFindings(limits: Limits): Finding[] {
  return [
    ...nameFindings(limits),
    ...dateFindings(limits),
    ...overrideFindings(limits),
    ...envFindings(limits),
    ...domainFindings(limits),
  ];
}

function report(
  tenant: Loaded<TenantSource>,
  code: FindingCode,
  path: SourcePath,
  message: string,
  hint: string,
): Finding {
  return finding(code, { message, hint, place: tenant.document.place(path), tenant: tenant.data.metadata.name });
}

function nameFindings({ tenant, platform }: Limits): Finding[] {
  const id = tenant.data.metadata.name;
  if (!reservedIds.has(id) && !platform.reserved.includes(id)) return [];
  return [
    report(
      tenant,
      'plan/reserved-name',
      ['metadata', 'name'],
      `the id ${id} is reserved for the platform`,
      'choose another id, and rename the file',
    ),
  ];
}

function dateFindings({ tenant, tier }: Limits): Finding[] {
  const { spec } = tenant.data;
  return [
    ...(tier.expiry === 'required' && spec.expiresAt === undefined
      ? [
          report(
            tenant,
            'plan/expiry-required',
            ['spec', 'tier'],
            `a tenant of the tier ${spec.tier} needs expiresAt`,
            'add expiresAt with the day it is to end, as 2026-12-31',
          ),
        ]
      : []),
    ...(spec.lifecycle === 'offboarding' && spec.offboardedOn === undefined
      ? [
          report(
            tenant,
            'plan/offboarding-undated',
            ['spec', 'lifecycle'],
            'an offboarding needs the day on which it was requested',
            'add offboardedOn; the grace period counts from it',
          ),
        ]
      : []),
  ];
}

function overrideFindings({ tenant, blueprint, tier }: Limits): Finding[] {
  const { spec } = tenant.data;
  return overridesOf(spec).flatMap(({ path, amount }) => {
    const at = ['spec', 'overrides', ...path.split('.')];
    const own = tierAmount(tier, path);
    if (own === undefined)
      return [
        report(tenant, 'plan/not-overridable', at, `the tier ${spec.tier} does not set ${path}`, 'remove the override'),
      ];
    if (compareQuantities(String(amount), String(own)) <= 0) return [];
    const ceiling = ceilingOf(tier, path);
    if (ceiling !== undefined && compareQuantities(String(amount), String(ceiling.amount)) <= 0) return [];
    const related = blueprint.document.place([
      'spec',
      'tiers',
      spec.tier,
      ...(ceiling === undefined ? [] : ['ceilings', ceiling.key]),
    ]);
    const found =
      ceiling === undefined
        ? report(
            tenant,
            'plan/not-overridable',
            at,
            `the tier ${spec.tier} does not let ${path} rise above ${own}`,
            'remove the override, or choose a larger tier',
          )
        : report(
            tenant,
            'plan/above-ceiling',
            at,
            `${path} of ${amount} is above the ceiling of ${ceiling.amount}`,
            `stay at ${ceiling.amount} or below, or choose a larger tier`,
          );
    return [{ ...found, related }];
  });
}

/** Variables that change how programs load code or reach the cluster, whoever sets them. */
const dangerousVariable =
  /^(?:PATH|LD_.*|NODE_OPTIONS|NODE_PATH|PYTHON(?:PATH|STARTUP|HOME)|RUBYOPT|RUBYLIB|PERL5(?:OPT|LIB)|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|CLASSPATH|BASH_ENV|ENV|PHP_INI_SCAN_DIR|DOTNET_STARTUP_HOOKS|GCONV_PATH|KUBERNETES_.*|.*_PROXY)$/;

function envFindings({ tenant, blueprint }: Limits): Finding[] {
  return Object.entries(tenant.data.spec.env ?? {}).flatMap(([name, variables]) =>
    Object.keys(variables).flatMap((variable) => {
      const owner = ownerOf(blueprint.data.spec, name, variable);
      if (owner === undefined) return [];
      const place = tenant.document.place(['spec', 'env', name, variable], 'key');
      return [
        finding('plan/env-owned', {
          message: `${variable} of ${name} belongs to ${owner}`,
          hint: 'remove the variable, or choose another name',
          place,
          tenant: tenant.data.metadata.name,
        }),
      ];
    }),
  );
}

function ownerOf(blueprint: BlueprintSpec, name: string, variable: string): string | undefined {
  const container = blueprint.services[name] ?? blueprint.jobs[name];
  const secret = givenBySecrets(blueprint, name, container?.secrets ?? []).find((each) => each.variable === variable);
  if (secret !== undefined) return secret.from;
  const own = container?.env[variable];
  if (own !== undefined && referencesIn(own).length > 0) return 'the blueprint, which works it out';
  return dangerousVariable.test(variable) ? 'the system' : undefined;
}

function domainFindings({ tenant, platform }: Limits): Finding[] {
  const domains = tenant.data.spec.domains ?? [];
  const cluster = Object.values(platform.clusters).find((each) => each.region === tenant.data.spec.region);
  return domains.flatMap((domain, index) => {
    const say = (message: string, hint: string) => [
      report(tenant, 'plan/host-not-allowed', ['spec', 'domains', index], message, hint),
    ];
    if (isWithin(domain, platform.baseDomain) || isWithin(platform.baseDomain, domain)) {
      return say(
        `${domain} belongs to the platform’s own ${platform.baseDomain}`,
        'remove it: the host below the base domain is there already',
      );
    }
    if (domains.indexOf(domain) !== index) return say(`${domain} stands twice`, 'remove one of the two');
    if (cluster?.certificates === undefined)
      return say(
        'the cluster of this region has no certificates for custom domains',
        'add certificates to the cluster, or remove the domain',
      );
    return [];
  });
}

/** True where a host is a domain or below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
