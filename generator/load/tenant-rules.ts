// What a tenant file says of other files: its blueprint, tier, region, services. Each finding names both places.

import type { FindingCode } from '../finding/codes.js';
import { type Finding, type FindingDetails, finding } from '../finding/finding.js';
import type { BlueprintSource, BlueprintSpec } from './schema/blueprint.js';
import type { PlatformSource } from './schema/platform.js';
import type { TenantSource } from './schema/tenant.js';
import { didYouMean } from './schema-findings.js';
import type { SourcePath } from './source-document.js';
import type { Loaded } from './sources.js';

export interface Neighbours {
  readonly platform: Loaded<PlatformSource>;
  readonly blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>;
}

/** Findings about one tenant's references; the tenant's own fields are valid already. */
export function tenantFindings(tenant: Loaded<TenantSource>, { platform, blueprints }: Neighbours): Finding[] {
  const { spec } = tenant.data;
  const regions = Object.values(platform.data.spec.clusters).map((cluster) => cluster.region);
  const blueprint = blueprints.get(spec.blueprint);
  return [
    ...oneOf(
      tenant,
      'load/unknown-region',
      ['spec', 'region'],
      spec.region,
      regions,
      'no cluster of platform.yaml serves the region',
      {
        related: platform.document.place(['spec', 'clusters']),
      },
    ),
    ...oneOf(
      tenant,
      'load/unknown-blueprint',
      ['spec', 'blueprint'],
      spec.blueprint,
      [...blueprints.keys()],
      'there is no usable blueprint called',
      {},
    ),
    ...(blueprint === undefined ? [] : blueprintReferences(tenant, blueprint)),
  ];
}

function blueprintReferences(tenant: Loaded<TenantSource>, blueprint: Loaded<BlueprintSource>): Finding[] {
  const { spec } = tenant.data;
  const product = blueprint.data.spec;
  const services = Object.keys(product.services);
  const related = (path: SourcePath) => ({ related: blueprint.document.place(path, 'key') });
  const named = (path: SourcePath, names: readonly string[], known: readonly string[]) =>
    names.flatMap((name) =>
      oneOf(
        tenant,
        'load/unknown-service',
        [...path, name],
        name,
        known,
        `the blueprint ${spec.blueprint} has nothing called`,
        related(['spec', 'services']),
        'key',
      ),
    );
  return [
    ...oneOf(
      tenant,
      'load/unknown-tier',
      ['spec', 'tier'],
      spec.tier,
      Object.keys(product.tiers),
      `the blueprint ${spec.blueprint} has no tier`,
      related(['spec', 'tiers']),
    ),
    ...named(['spec', 'env'], Object.keys(spec.env ?? {}), [...services, ...Object.keys(product.jobs)]),
    ...named(['spec', 'overrides', 'services'], Object.keys(spec.overrides?.services ?? {}), services),
    ...missingParts(tenant, product),
  ];
}

function missingParts(tenant: Loaded<TenantSource>, product: BlueprintSpec): Finding[] {
  const { spec } = tenant.data;
  const say = (message: string, path: SourcePath) =>
    finding('plan/unknown-product-part', {
      message,
      hint: 'remove the line',
      place: tenant.document.place(path, 'key'),
    });
  return [
    ...(spec.overrides?.database !== undefined && product.database === undefined
      ? [say(`the blueprint ${spec.blueprint} has no database to override`, ['spec', 'overrides', 'database'])]
      : []),
    ...(spec.sampleData && !Object.values(product.jobs).some((job) => job.when === 'sample-data')
      ? [say(`the blueprint ${spec.blueprint} has no sample data`, ['spec', 'sampleData'])]
      : []),
  ];
}

function oneOf(
  tenant: Loaded<TenantSource>,
  code: FindingCode,
  path: SourcePath,
  value: string,
  known: readonly string[],
  message: string,
  details: Partial<FindingDetails>,
  part: 'key' | 'value' = 'value',
): Finding[] {
  if (known.includes(value)) return [];
  const hint = didYouMean(value, [...new Set(known)]);
  return [
    finding(code, {
      message: `${message} ${value}`,
      ...(hint === undefined ? {} : { hint }),
      place: tenant.document.place(path, part),
      ...details,
    }),
  ];
}
