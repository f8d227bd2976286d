// Source files as texts, loaded and planned without a disk; the repository's own samples are where most tests begin.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding, Place } from '../../../constructs/base/finding.js';
import type { TenantPlan } from '../../../constructs/base/tenant-plan.js';
import { planContext } from '../../../generator/plan/plan-context.js';
import { planTenant } from '../../../generator/plan/plan-tenant.js';
import { load } from '../../../generator/read/load.js';
import type { SourceText, SourceTexts } from '../../../generator/read/read-sources.js';
import type { LoadResult } from '../../../generator/read/sources.js';
import { temporaryFolder } from '../../temporary-folder.js';

/** Path → text; a path with undefined is a file that is not there. */
export type Files = Readonly<Record<string, string | undefined>>;

const root = join(import.meta.dirname, '..', '..', '..');

/** The repository's own platform with every product, and the six tenants of one of them: what a test adds is of that product too. */
export const sampleFiles: Readonly<Record<string, string>> = Object.fromEntries(
  ['platform.yaml', ...yamlFilesIn('blueprints'), ...yamlFilesIn('tenants')]
    .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
    .filter(([file, text]) => !file.startsWith('tenants/') || text.includes('\n  blueprint: workshop\n')),
);

function yamlFilesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`);
}

/** The text of one sample file. */
export function sample(file: string): string {
  const text = sampleFiles[file];
  if (text === undefined) throw new Error(`there is no sample ${file}`);
  return text;
}

/** A sound tenant in ten lines; more lines of its spec begin at line 11. */
export function tenantText(id: string, more: readonly string[] = []): string {
  const lines = [
    'apiVersion: tenantry.dev/v1',
    'kind: Tenant',
    'metadata:',
    `  name: ${id}`,
    'spec:',
    '  displayName: Some Garage',
    '  blueprint: workshop',
    '  tier: professional',
    '  region: eu-west',
    '  owner: {name: Office, email: office@some.example}',
  ];
  return [...lines, ...more.map((line) => `  ${line}`), ''].join('\n');
}

/** A text with its one occurrence of something replaced. */
export function replaced(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`not exactly once in the text: ${from}`);
  return text.replace(from, () => to);
}

/** The samples with some files changed, added or taken away. */
export function textsOf(changes: Files = {}): SourceTexts {
  const files = Object.entries({ ...sampleFiles, ...changes }).flatMap<SourceText>(([file, text]) =>
    text === undefined ? [] : [{ file, text, findings: [] }],
  );
  const platform = files.find(({ file }) => file === 'platform.yaml');
  return {
    platform,
    blueprints: files.filter(({ file }) => file.startsWith('blueprints/')),
    policies: files.filter(({ file }) => file.startsWith('policies/')),
    tenants: files.filter(({ file }) => file.startsWith('tenants/')),
    constructs: files.filter(({ file }) => file.startsWith('constructs/')),
    stray: [],
  };
}

export interface PlanAllResult extends LoadResult {
  readonly plans: ReadonlyMap<string, TenantPlan>;
}

/** Loads and plans texts; the findings are those of both. */
export function planTexts(texts: SourceTexts): PlanAllResult {
  const result = load(texts);
  if (result.sources === undefined) return { ...result, plans: new Map() };
  const { platform, tenants, blueprints } = result.sources;
  const context = planContext(platform);
  const planned = [...tenants].flatMap(([id, tenant]) => {
    const blueprint = blueprints.get(tenant.data.spec.blueprint);
    return blueprint === undefined ? [] : [{ id, ...planTenant(context, tenant, blueprint) }];
  });
  return {
    ...result,
    findings: [...result.findings, ...planned.flatMap(({ findings }) => findings)],
    plans: new Map(planned.flatMap(({ id, plan }) => (plan === undefined ? [] : [[id, plan]]))),
  };
}

/** Loads and plans the samples with some files changed. */
export function planFiles(changes: Files = {}): PlanAllResult {
  return planTexts(textsOf(changes));
}

/** The plan of a tenant that must have one. */
export function planOf(id: string, changes: Files = {}): TenantPlan {
  const { plans, findings } = planFiles(changes);
  const plan = plans.get(id);
  if (plan === undefined) throw new Error(`${id} has no plan: ${JSON.stringify(findings)}`);
  return plan;
}

/** Everything that a plan says, its values' origins included, as plain data. */
export function dataOf({ origins, ...props }: TenantPlan): unknown {
  const from = [...origins.entries()].map(([path, { value, origin }]) => [path, value, origin.layer, origin.path]);
  return structuredClone({ props, from });
}

/** Every plan as plain data, by id. */
export function dataOfAll(plans: ReadonlyMap<string, TenantPlan>): Record<string, unknown> {
  return Object.fromEntries([...plans].map(([id, plan]) => [id, dataOf(plan)]));
}

/** What a test says of findings: code and place, as `load/syntax tenants/acme.yaml:3:1`. */
export function codesAndPlaces(findings: readonly Finding[]): string[] {
  return findings.map(({ code, place }) => `${code} ${placeText(place)}`);
}

/** A new folder that holds files. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

function placeText(place: Place | undefined): string {
  return [place?.file, place?.line, place?.column].filter((part) => part !== undefined).join(':');
}
