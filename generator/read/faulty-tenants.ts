// Tenants that do not go out, as far as their files can still be checked: people learn of every mistake in one run. From load.

import type { z } from 'zod';
import type { Loaded, SourceDocument, SourcePath, TenantSource } from '../../constructs/base/sources.js';
import { valueAt } from '../../constructs/base/sources.js';
import type { LoadedAll } from './load-files.js';
import { tenantSchema } from './schema/tenant.js';
import { type Misspelt, misspeltFields } from './schema-findings.js';

import type { FaultyTenant } from './sources.js';

/** By id: of files that do not fit their schema, and of those that are not among the fitting ones for another reason. */
export function faultyTenants(
  { unfit, loaded }: LoadedAll<TenantSource>,
  fitting: ReadonlyMap<string, unknown>,
): Map<string, FaultyTenant> {
  const faulty = new Map<string, FaultyTenant>();
  for (const [id, document] of unfit) {
    const tenant = tryMendTenant(id, document);
    if (tenant !== undefined) faulty.set(id, { ...tenant, whole: false });
  }
  for (const [id, tenant] of loaded) if (!fitting.has(id)) faulty.set(id, { ...tenant, whole: true });
  return faulty;
}

/** The tenant that the file is about, without what is wrong with it; undefined where too little is left. */
function tryMendTenant(id: string, document: SourceDocument): Loaded<TenantSource> | undefined {
  const data = structuredClone(document.data);
  const { error } = tenantSchema.safeParse(data);
  const misspelt = misspeltFields(tenantSchema, data, error?.issues ?? []);
  for (const each of misspelt) rename(data, each);
  for (const issue of tenantSchema.safeParse(data).error?.issues ?? []) leaveOut(data, issue);
  fillIn(data);
  const mended = tenantSchema.safeParse(data);
  if (!mended.success) return undefined;
  return { data: { ...mended.data, metadata: { name: id } }, document: asWritten(document, misspelt) };
}

type Fields = Record<string, unknown>;

function tryFields(data: unknown, path: SourcePath): Fields | undefined {
  const value = valueAt(data, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function rename(data: unknown, { path, written, meant }: Misspelt): void {
  const fields = tryFields(data, path);
  if (fields === undefined) return;
  fields[meant] = fields[written];
  delete fields[written];
}

function leaveOut(data: unknown, issue: z.core.$ZodIssue): void {
  // Of a list nothing is left: the places of what came after the wrong entry would be wrong.
  const whole = issue.path as SourcePath;
  const inList = whole.findIndex((step) => typeof step === 'number');
  const path = inList < 0 ? whole : whole.slice(0, inList);
  const isUnknown = issue.code === 'unrecognized_keys';
  const fields = tryFields(data, isUnknown ? path : path.slice(0, -1));
  for (const key of isUnknown ? issue.keys : [String(path.at(-1))]) delete fields?.[key];
}

/** What must be there and no rule looks at. The name is that of the file, whatever stands there. */
const placeholders = { displayName: '-', owner: { name: '-', email: 'nobody@tenant.example' } };

function fillIn(data: unknown): void {
  const spec = tryFields(data, ['spec']);
  if (spec === undefined) return;
  spec['displayName'] ??= placeholders.displayName;
  spec['owner'] = { ...placeholders.owner, ...tryFields(spec, ['owner']) };
  Object.assign(data as Fields, { metadata: { name: 'unjudged' } });
}

/** Places of what was renamed are those of what is written. */
function asWritten(document: SourceDocument, misspelt: readonly Misspelt[]): SourceDocument {
  const written = (path: SourcePath) =>
    misspelt.reduce<SourcePath>(
      (steps, each) =>
        each.path.every((step, index) => steps[index] === step) && steps[each.path.length] === each.meant
          ? steps.with(each.path.length, each.written)
          : steps,
      path,
    );
  return { ...document, place: (path, part) => document.place(written(path), part) };
}
