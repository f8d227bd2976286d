// Source texts → typed platform, blueprints, policies and tenants, and every finding about them.
// What is broken is left out together with what depends on it; all the rest goes on to generator/plan.
import { workloadsOf } from '../../constructs/base/blueprint-rule.js';
import type { ConstructModules } from '../../constructs/base/construct-modules.js';
import { type Finding, finding, hasErrors } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, TenantSource } from '../../constructs/base/sources.js';
import { unknownWords, unknownWorkloads } from '../../constructs/base/tenant-rule.js';
import { concerns } from '../../constructs/index.js';
import { blueprintFindings } from './blueprint-rules.js';
import { faultyTenants } from './faulty-tenants.js';
import { type LoadedAll, loadAll, loadOne } from './load-files.js';
import { argoCdFindings, platformImageFindings, priceFindings, serveFindings } from './platform-rules.js';
import { profileFindings } from './profile-rules.js';
import type { SourceText, SourceTexts } from './read-sources.js';
import { blueprintSchema } from './schema/blueprint.js';
import { type ObjectPolicySource, objectPolicySchema } from './schema/object-policy.js';
import { type PlatformSource, platformSchema } from './schema/platform.js';
import { tenantSchema } from './schema/tenant.js';
import type { LoadResult } from './sources.js';
import { knownWords, objectPolicyFindings, permissionFindings } from './unknown-words.js';

/**
 * Loads everything; never throws for bad input. Without `modules` the constructs that blueprints name are taken on trust, and
 * nothing of those blueprints can be rendered.
 */
export function load(texts: SourceTexts, modules?: ConstructModules): LoadResult {
  const platform = loadPlatformSource(texts.platform);
  const blueprints = loadAll(texts.blueprints, blueprintSchema);
  const policies = loadAll(texts.policies, objectPolicySchema);
  const tenants = loadAll(texts.tenants, tenantSchema);
  const loaded = [platform, blueprints, policies, tenants];
  const findings = [...loaded.flatMap((each) => each.findings), ...texts.stray];
  // Where there is no platform, tenants are not what is missing.
  if (texts.tenants.length === 0 && texts.platform !== undefined) findings.push(noTenants());
  if (platform.loaded === undefined) return { findings };
  return crossCheck(platform.loaded, { blueprints, policies, tenants, modules }, findings);
}

interface LoadedFolders {
  readonly blueprints: LoadedAll<BlueprintSource>;
  readonly policies: LoadedAll<ObjectPolicySource>;
  readonly tenants: LoadedAll<TenantSource>;
  readonly modules: ConstructModules | undefined;
}

function crossCheck(
  platform: Loaded<PlatformSource>,
  { blueprints, policies, tenants, modules }: LoadedFolders,
  findings: Finding[],
): LoadResult {
  const sound = new Map(
    [...blueprints.loaded].filter(([, blueprint]) => {
      const found = blueprintFindings(blueprint, modules);
      findings.push(...found);
      return !hasErrors(found);
    }),
  );
  const neighbours = { platform, blueprints: blueprints.loaded, blueprintNames: blueprints.names };
  const isSound = (id: string, tenant: Loaded<TenantSource>) => {
    const found = tenantFindings(tenant, neighbours).map((each) => ({ ...each, tenant: id }));
    findings.push(...found);
    return !hasErrors(found);
  };
  const fitting = new Map([...tenants.loaded].filter(([id, tenant]) => isSound(id, tenant)));
  const accepted = new Map([...fitting].filter(([, { data }]) => sound.has(data.spec.blueprint)));
  const profiles = profileFindings(platform, sound, accepted);
  findings.push(
    ...argoCdFindings(platform),
    ...serveFindings(platform),
    ...platformImageFindings(platform),
    ...profiles.findings,
    ...priceFindings(platform, blueprints.loaded, blueprints.names),
  );
  const words = knownWords(platform, blueprints.loaded, blueprints.names);
  findings.push(...permissionFindings(platform, words), ...objectPolicyFindings(policies.loaded, words, tenants.names));
  for (const id of profiles.unplaceable) accepted.delete(id);
  const faulty = faultyTenants(tenants, fitting);
  for (const [id, tenant] of faulty) if (!tenant.whole) isSound(id, tenant);
  const rest = {
    policies: policies.loaded,
    policyNames: policies.names,
    ids: tenants.names,
    faulty,
    constructs: modules ?? new Map(),
  };
  return { sources: { platform, blueprints: sound, tenants: accepted, ...rest }, findings };
}

/** The platform alone, for who needs neither its blueprints nor its tenants. */
export function loadPlatformSource(source: SourceText | undefined): {
  loaded?: Loaded<PlatformSource>;
  findings: readonly Finding[];
} {
  if (source === undefined) {
    const message = 'there is no platform.yaml in this folder';
    return {
      findings: [
        finding('load/no-platform', {
          message,
          hint: 'run `tenantry init` to make a platform, or name its folder by --root',
          place: { file: 'platform.yaml' },
        }),
      ],
    };
  }
  return loadOne(source, platformSchema);
}

function noTenants(): Finding {
  return finding('load/no-tenants', {
    message: 'there are no tenant files in tenants/',
    hint: 'bring them back where they went by mistake, or add one with `tenantry add`; what is published stays as it is',
    place: { file: 'tenants' },
  });
}

export interface Neighbours {
  readonly platform: Loaded<PlatformSource>;
  readonly blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>;
  /** Names of all blueprint files: a broken one speaks for itself, once, and not through each of its tenants. */
  readonly blueprintNames: ReadonlySet<string>;
}

/** Findings about one tenant's references; the tenant's own fields are valid already. */
function tenantFindings(tenant: Loaded<TenantSource>, neighbours: Neighbours): Finding[] {
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
