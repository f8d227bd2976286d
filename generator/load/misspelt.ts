// Unknown fields that stand for a required one which is missing: one mistake, not two. For schema-findings and mend-tenant.
import type { z } from 'zod';
import { nearestOf } from './did-you-mean.js';
import { fieldsBelow } from './schema-fields.js';
import { type SourcePath, valueAt } from './source-document.js';

type Issue = z.core.$ZodIssue;

export interface Misspelt {
  /** Where the mapping is that both names belong to. */
  readonly path: SourcePath;
  readonly written: string;
  readonly meant: string;
}

/** Keys of one mapping that are looked at: a file with more has another cause. */
const mostKeys = 50;

export function misspeltFields(schema: z.ZodType, data: unknown, issues: readonly Issue[]): Misspelt[] {
  const missing = new Set(issues.filter((issue) => isMissing(data, issue)).map((issue) => JSON.stringify(issue.path)));
  if (missing.size === 0) return [];
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const path = issue.path as SourcePath;
    const known = fieldsBelow(schema, path);
    return issue.keys.slice(0, mostKeys).flatMap((written) => {
      const meant = nearestOf(written, known);
      return meant !== undefined && missing.has(JSON.stringify([...path, meant])) ? [{ path, written, meant }] : [];
    });
  });
}

/** The same without those that only say that a misspelt field is missing. */
export function withoutMisspelt(schema: z.ZodType, data: unknown, issues: readonly Issue[]): Issue[] {
  const meant = new Set(misspeltFields(schema, data, issues).map((each) => JSON.stringify([...each.path, each.meant])));
  return issues.filter((issue) => !(isMissing(data, issue) && meant.has(JSON.stringify(issue.path))));
}

/** True where the value is not there at all. `path`: that of the issue from the root of the data. */
export function isMissing(data: unknown, issue: Issue, path = issue.path as SourcePath): boolean {
  return issue.code !== 'custom' && issue.code !== 'unrecognized_keys' && valueAt(data, path) === undefined;
}
