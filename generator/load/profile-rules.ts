// What a cluster's profile must have for the blueprints that tenants run on it, and what must hold among clusters.
// Each lack is one finding in platform.yaml, however many tenants it keeps from being placed.
import { type Finding, finding } from '../finding/finding.js';
import type { BlueprintSource, BlueprintSpec } from './schema/blueprint.js';
import type { ClusterSource, PlatformSource } from './schema/platform.js';
import type { TenantSource } from './schema/tenant.js';
import type { Loaded } from './sources.js';

export interface ProfileResult {
  readonly findings: readonly Finding[];
  /** Tenants whose cluster lacks something. */
  readonly unplaceable: readonly string[];
}

/** Checks each blueprint against each cluster that has tenants of it. */
export function profileFindings(
  platform: Loaded<PlatformSource>,
  blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>,
  tenants: ReadonlyMap<string, Loaded<TenantSource>>,
): ProfileResult {
  const clusters = Object.entries(platform.data.spec.clusters);
  const findings = regionFindings(platform, clusters);
  const unplaceable: string[] = [];
  for (const [key, ids] of tenantsByUse(tenants)) {
    const [blueprintName = '', region = '', tierName = ''] = key.split('/');
    const entry = clusters.find(([, cluster]) => cluster.region === region);
    const blueprint = blueprints.get(blueprintName);
    if (entry === undefined || blueprint === undefined) continue;
    const lacks = lacking(blueprint.data.spec, tierName, entry[1]);
    if (lacks.length > 0) unplaceable.push(...ids);
    for (const lack of lacks)
      addOnce(
        findings,
        lackFinding(platform, entry[0], lack, `the tier ${tierName} of the blueprint ${blueprintName}`),
      );
  }
  return { findings, unplaceable };
}

function tenantsByUse(tenants: ReadonlyMap<string, Loaded<TenantSource>>): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  for (const [id, { data }] of tenants) {
    const key = `${data.spec.blueprint}/${data.spec.region}/${data.spec.tier}`;
    const ids = uses.get(key);
    if (ids === undefined) uses.set(key, [id]);
    else ids.push(id);
  }
  return uses;
}

interface Lack {
  readonly what: string;
  readonly field: string;
}

function lacking(blueprint: BlueprintSpec, tier: string, cluster: ClusterSource): Lack[] {
  const wanted = [...Object.values(blueprint.services), ...Object.values(blueprint.jobs)].flatMap(
    (container) => container.allow,
  );
  const shared = [...new Set(wanted)].filter((name) => name !== 'internet' && !(name in cluster.sharedServices));
  const needsBackups = blueprint.tiers[tier]?.database?.backup !== undefined;
  return [
    ...shared.map((name) => ({ what: `the shared service ${name}`, field: 'sharedServices' })),
    ...(needsBackups && cluster.backupStore === undefined ? [{ what: 'a backupStore', field: 'backupStore' }] : []),
  ];
}

function lackFinding(platform: Loaded<PlatformSource>, cluster: string, lack: Lack, user: string): Finding {
  const code = lack.field === 'sharedServices' ? 'load/unknown-shared-service' : 'load/profile-incomplete';
  return finding(code, {
    message: `the cluster ${cluster} has not got ${lack.what} that ${user} needs`,
    hint: `add it under spec.clusters.${cluster}.${lack.field}`,
    place: platform.document.place(['spec', 'clusters', cluster], 'key'),
  });
}

function addOnce(findings: Finding[], next: Finding): void {
  if (!findings.some((each) => each.message === next.message)) findings.push(next);
}

function regionFindings(platform: Loaded<PlatformSource>, clusters: readonly [string, ClusterSource][]): Finding[] {
  return clusters
    .filter(([, cluster], index) => clusters.slice(0, index).some(([, other]) => other.region === cluster.region))
    .map(([name, cluster]) =>
      finding('load/invalid-value', {
        message: `two clusters serve the region ${cluster.region}`,
        hint: 'give each cluster a region of its own: a tenant’s region decides where its data lives',
        place: platform.document.place(['spec', 'clusters', name, 'region']),
      }),
    );
}
