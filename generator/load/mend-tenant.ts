// A tenant's file that does not fit its schema, as far as it does: what is wrong is left out, so that the rest can be judged in the
// same run. From load; what comes of it is a draft, which never goes out.
import type { z } from 'zod';
import { type Misspelt, misspeltFields } from './misspelt.js';
import { type TenantSource, tenantSchema } from './schema/tenant.js';
import { type SourceDocument, type SourcePath, valueAt } from './source-document.js';
import type { Loaded } from './sources.js';

/** The tenant that the file is about, without what is wrong with it; undefined where too little is left. */
export function tryMendTenant(id: string, document: SourceDocument): Loaded<TenantSource> | undefined {
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
const unjudged = { displayName: '-', owner: { name: '-', email: 'nobody@tenant.example' } };

function fillIn(data: unknown): void {
  const spec = tryFields(data, ['spec']);
  if (spec === undefined) return;
  spec['displayName'] ??= unjudged.displayName;
  spec['owner'] = { ...unjudged.owner, ...tryFields(spec, ['owner']) };
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
