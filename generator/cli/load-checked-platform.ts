// What validate, render and publish begin with: the platform, with every check that its folder asks for beside our own rules.
import { join, resolve } from 'node:path';
import type { ObjectCheck } from '../check/object-check.js';
import type { Finding } from '../finding/finding.js';
import { OutsideError } from '../finding/outside-error.js';
import { readSources } from '../load/read-sources.js';
import type { Sources } from '../load/sources.js';
import { PlatformRenderer } from '../pipeline/render-platform.js';
import { type SchemaSets, tryReadSchemas } from '../schemas/schema-cache.js';
import type { LoadedPlatform } from './load-platform.js';
import { type LoadedSide, tryLoadSide } from './load-side.js';
import { codeToRun, loadWithConstructs } from './load-with-constructs.js';
import { today } from './today.js';

export interface CheckedOptions {
  readonly root: string;
  /** Folder with the schemas of a cluster. @default '.tenantry/schemas' */
  readonly schemas?: string;
  /** Source revision that a change is judged against: its constructs are run, and it tells who claimed what first. */
  readonly from?: string;
}

export interface CheckedPlatform extends LoadedPlatform {
  /** Whether objects are checked against the schemas of a cluster. */
  readonly hasSchemas: boolean;
  /** What `from` names. */
  readonly before?: LoadedSide;
}

/** Where `tenantry schemas pull` puts schemas, below the platform's folder. */
export const schemaFolder = join('.tenantry', 'schemas');

/** Reads and plans everything below a folder. @throws OutsideError for schemas that are damaged, or named and not there. */
export async function loadCheckedPlatform({ root, schemas, from }: CheckedOptions): Promise<CheckedPlatform> {
  const code = await codeToRun(root, from);
  const { sources, findings } = await loadWithConstructs(await readSources(root), code);
  const sets = schemasIn(root, schemas);
  const hasSchemas = sets !== undefined;
  if (sources === undefined) return { findings, hasSchemas };
  // ajv and CEL are loaded only where there is something for them to do.
  const schemaChecks = sets === undefined ? [] : [new (await import('../schemas/schema-check.js')).SchemaCheck(sets)];
  const policies = await tryReadPolicies(sources);
  if (policies.check === undefined) return { findings: [...findings, ...policies.findings], hasSchemas };
  const objectChecks = [...schemaChecks, ...policies.check];
  const before = await tryLoadSide(root, from, code);
  const renderer = new PlatformRenderer(sources, { objectChecks, today: today(), before: before?.renderer?.claims });
  return { findings, sources, renderer, hasSchemas, ...(before === undefined ? {} : { before }) };
}

/** Undefined where none were pulled, and nobody asked for them. */
function schemasIn(root: string, schemas: string | undefined): SchemaSets | undefined {
  const sets = tryReadSchemas(resolve(root, schemas ?? schemaFolder));
  if (sets !== undefined || schemas === undefined) return sets;
  throw new OutsideError(`there are no schemas in ${schemas}`, {
    hint: `fill it: tenantry schemas pull --to ${schemas}`,
  });
}

/** No check where there are no policies; undefined where one is broken: nobody knows what it asks for, so nothing may go out. */
export async function tryReadPolicies({
  policies,
  policyNames,
}: Sources): Promise<{ check?: readonly ObjectCheck[]; findings: readonly Finding[] }> {
  if (policyNames.size === 0) return { check: [], findings: [] };
  const [{ compilePolicies }, { PolicyCheck }] = await Promise.all([
    import('../cel/compile-policies.js'),
    import('../cel/policy-check.js'),
  ]);
  const compiled = compilePolicies(policies);
  const isWhole = compiled.policies.length === policyNames.size;
  return { findings: compiled.findings, ...(isWhole ? { check: [new PolicyCheck(compiled.policies)] } : {}) };
}
