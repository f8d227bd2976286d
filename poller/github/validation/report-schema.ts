// report.json hands the findings of a pull request from the workflow that runs strangers' changes to the workflow that may write. All of
// it may be hostile: it is data with limits.
import { z } from 'zod';
import { risks } from '../../../constructs/base/kind.js';
import { wholeSha } from '../../../generator/tree/source-trailers.js';

/** The most of each thing that a report holds; writing cuts to it, reading refuses more. */
export const reportLimits = {
  /** Bytes of the file. */
  bytes: 32 * 2 ** 20,
  /** Characters of all groups together, as JSON. */
  diff: 4 * 2 ** 20,
  findings: 1000,
  groups: 500,
  ids: 20_000,
  objects: 500,
  fields: 500,
  /** Characters of a text. */
  text: 1000,
  /** Characters of a field's value: a comment shows fewer. */
  value: 200,
} as const;

const text = z.string().max(reportLimits.text);
const count = z.int().min(0).max(1_000_000);

/** Below its folder: no root, no way up, no empty part. */
const filePath = text.regex(/^(?!\/)(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\\\p{Cc}]+$/u, {
  error: 'must be a path below the folder',
});

const place = z.strictObject({
  file: filePath,
  line: z.int().min(1).max(10_000_000).exactOptional(),
  column: z.int().min(1).max(10_000_000).exactOptional(),
});

const finding = z.strictObject({
  code: z.string().regex(/^[a-z]+\/[a-z0-9-]{1,60}$/, { error: 'must be a finding’s code' }),
  severity: z.enum(['error', 'warning']),
  message: text,
  hint: text.exactOptional(),
  place: place.exactOptional(),
  tenant: text.exactOptional(),
  related: place.exactOptional(),
  manifest: filePath.exactOptional(),
});

const fate = z.enum(['added', 'changed', 'removed']);
const risk = z.enum(risks);
/** Of a tenant, or the name of an object. */
const id = z.string().max(253);

const object = z.strictObject({
  kind: text,
  name: text,
  fate,
  fields: z
    .array(z.strictObject({ path: text, before: text.exactOptional(), after: text.exactOptional() }))
    .max(reportLimits.fields),
  risk,
});

const ids = z.array(id).min(1).max(reportLimits.ids);

const group = z.strictObject({
  ids,
  example: z.strictObject({ id, fate, objects: z.array(object).max(reportLimits.objects), risk }),
});

const diff = z.strictObject({
  /** How many tenants change, of the groups that are left out too. */
  changing: count,
  unchanged: count,
  groups: z.array(group).max(reportLimits.groups),
  /** What changes for all tenants. */
  shared: z.array(group).max(reportLimits.groups),
  /** A sentence about a tenant that appears, by its id. */
  descriptions: z.array(z.tuple([id, text])).max(reportLimits.groups),
  /** A sentence about what a group costs, by the id of its example; absent where there are no prices. */
  costs: z
    .array(z.tuple([id, text]))
    .max(reportLimits.groups)
    .exactOptional(),
  /** Tenants that only cost otherwise; absent where nobody knows what they cost before. */
  prices: z
    .array(z.strictObject({ ids, sentence: text }))
    .max(reportLimits.groups)
    .exactOptional(),
  /** How many groups are left out. */
  omitted: count,
});

export const reportSchema = z.strictObject({
  format: z.literal(1),
  headSha: z.string().regex(wholeSha, { error: 'must be a whole commit id' }),
  /** Absent for a commit that no pull request asks for. */
  pullRequest: z.int().min(1).max(2_147_483_647).exactOptional(),
  /** The commit is a merge queue's, which tries the pull request on top of those before it. */
  inMergeQueue: z.literal(true).exactOptional(),
  /** The platform's folder in its repository; empty at its root. */
  folder: z.union([z.literal(''), filePath]),
  findings: z.array(finding).max(reportLimits.findings),
  /** How many findings are left out. */
  omitted: count,
  /** Absent where the platform itself is broken. */
  diff: diff.exactOptional(),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportedFinding = Report['findings'][number];
export type ReportedDiff = NonNullable<Report['diff']>;
