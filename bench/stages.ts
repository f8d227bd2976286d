// Milliseconds per tenant of each stage, measured one after the other over the same tenants.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import type { TenantPlan } from '../constructs/base/tenant-plan.js';
import { charts } from '../constructs/charts.js';
import { concerns } from '../constructs/index.js';
import { checkTenant } from '../generator/check/check-tenant.js';
import { regionWall } from '../generator/check/region-wall.js';
import { compilePolicies } from '../generator/object-policies/compile-policies.js';
import { PolicyCheck } from '../generator/object-policies/policy-check.js';
import { planContext } from '../generator/plan/plan-context.js';
import { planTenant } from '../generator/plan/plan-tenant.js';
import { load } from '../generator/read/load.js';
import { readSources } from '../generator/read/read-sources.js';
import type { Sources } from '../generator/read/sources.js';
import type { RenderedTree } from '../generator/render/render-tenant.js';
import { renderTenant, tenantObjects } from '../generator/render/render-tenant.js';
import { yamlText } from '../generator/render/yaml-text.js';
import { reconcile } from '../generator/tree/reconcile.js';
import { writeTree } from '../generator/tree/write-tree.js';

export interface StageTimes {
  readonly stage: string;
  readonly millisecondsPerTenant: number;
}

/** Times of all stages; the last one is plain cdk8s doing what synth, text and write do together. */
export async function measureStages(root: string, count: number): Promise<StageTimes[]> {
  const times: StageTimes[] = [];
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    times.push({ stage, millisecondsPerTenant: (performance.now() - started) / count });
    return result;
  };
  const sources = await timed('load', async () => sourcesOf(load(await readSources(root))));
  const context = planContext(sources.platform);
  const plans = await timed('plan', () => planAll(sources));
  const objects = await timed('synth', () => plans.map((plan) => [...tenantObjects(new App(), plan).values()]));
  await timed('text', () => objects.map((concerns) => concerns.map(yamlText)));
  const outputs = plans.map((plan) => renderTenant(plan, context.argocd));
  const wall = regionWall([...context.clusters.values()].map(({ props }) => props));
  await timed('check', () =>
    outputs.map(({ manifests }, index) => checkTenant(plans[index] as TenantPlan, manifests, wall)),
  );
  const policies = new PolicyCheck(compilePolicies(sources.policies).policies);
  await timed('policies', () => outputs.map(({ manifests }, index) => policies.check(manifests, plans[index])));
  const tree = { tenants: outputs.map(({ rendered }) => rendered), shared: [] };
  await inFolder((folder) => timed('write', () => writeAll(folder, tree)));
  await inFolder((folder) => timed('plain cdk8s', () => plans.map((plan) => plainSynth(folder, plan))));
  return times;
}

function sourcesOf({ sources, findings }: ReturnType<typeof load>): Sources {
  if (sources === undefined) throw new Error(`the benchmark's platform does not load: ${JSON.stringify(findings[0])}`);
  return sources;
}

function planAll({ platform, tenants, blueprints }: Sources): TenantPlan[] {
  const context = planContext(platform);
  return [...tenants.values()].flatMap((tenant) => {
    const blueprint = blueprints.get(tenant.data.spec.blueprint);
    return (blueprint === undefined ? undefined : planTenant(context, tenant, blueprint).plan) ?? [];
  });
}

function writeAll(folder: string, rendered: RenderedTree): void {
  writeTree(folder, reconcile({ current: new Map(), rendered, keep: new Set(), remove: new Set() }));
}

/** The same charts as anybody would write them out with cdk8s: one App for each tenant, `App.synth`. */
function plainSynth(folder: string, plan: TenantPlan): void {
  const app = new App({ outdir: join(folder, plan.id) });
  for (const chart of Object.values(charts)) chart(app, plan, concerns);
  app.synth();
}

async function inFolder(work: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes files below a folder. */
export function writeFiles(root: string, files: readonly { file: string; text: string }[]): void {
  for (const { file, text } of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}
