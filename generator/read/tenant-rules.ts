// What a tenant file says of other files: its blueprint, tier, region, services. Each finding names both places.

import { workloadsOf } from '../../constructs/base/blueprint-rule.js';
import type { Finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, TenantSource } from '../../constructs/base/sources.js';
import { unknownWords, unknownWorkloads } from '../../constructs/base/unknown-words.js';
import { concerns } from '../../constructs/index.js';

import type { PlatformSource } from './schema/platform.js';

export interface Neighbours {
  readonly platform: Loaded<PlatformSource>;
  readonly blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>;
  /** Names of all blueprint files: a broken one speaks for itself, once, and not through each of its tenants. */
  readonly blueprintNames: ReadonlySet<string>;
}

/** Findings about one tenant's references; the tenant's own fields are valid already. */
export function tenantFindings(tenant: Loaded<TenantSource>, neighbours: Neighbours): Finding[] {
  const { platform, blueprints, blueprintNames } = neighbours;
  const { spec } = tenant.data;
  const blueprint = blueprints.get(spec.blueprint);
  return [
    ...unknownWords(tenant.document, {
      code: 'load/unknown-region',
      words: [{ word: spec.region, path: ['spec', 'region'] }],
      known: Object.values(platform.data.spec.clusters).map((cluster) => cluster.region),
      message: 'no cluster of platform.yaml serves the region',
      related: () => platform.document.place(['spec', 'clusters'], 'key'),
    }),
    ...unknownWords(tenant.document, {
      code: 'load/unknown-blueprint',
      words: [{ word: spec.blueprint, path: ['spec', 'blueprint'] }],
      known: [...blueprintNames],
      message: 'there is no blueprint called',
      related: () => ({ file: 'blueprints' }),
    }),
    ...(blueprint === undefined ? [] : blueprintReferences(tenant, blueprint)),
  ];
}

function blueprintReferences(tenant: Loaded<TenantSource>, blueprint: Loaded<BlueprintSource>): Finding[] {
  const { spec } = tenant.data;
  const { tiers } = blueprint.data.spec;
  const workloads = workloadsOf(blueprint.data.spec).map(({ name }) => name);
  return [
    ...unknownWords(tenant.document, {
      code: 'load/unknown-tier',
      words: [{ word: spec.tier, path: ['spec', 'tier'] }],
      known: Object.keys(tiers),
      message: `the blueprint ${spec.blueprint} has no tier`,
      related: () => blueprint.document.place(['spec', 'tiers'], 'key'),
    }),
    ...unknownWorkloads(tenant, blueprint, spec.env, ['env'], workloads),
    ...concerns.flatMap(({ tenantRules = [] }) => tenantRules.flatMap((rule) => rule(tenant, blueprint))),
  ];
}
