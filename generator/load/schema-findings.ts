// Turns what zod says of a document into findings at their lines, with the field that was probably meant.
import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { FindingCode } from '../finding/codes.js';
import { type Finding, finding } from '../finding/finding.js';
import type { SourceDocument, SourcePath } from './source-document.js';

type Issue = z.core.$ZodIssue;

/** The document's data in the schema's type, or findings. */
export function validate<T>(schema: z.ZodType<T>, document: SourceDocument): { data?: T; findings: Finding[] } {
  const result = schema.safeParse(document.data);
  if (result.success) return { data: result.data, findings: [] };
  return { findings: result.error.issues.flatMap((issue) => issueFindings(schema, document, issue, [])) };
}

function issueFindings(schema: z.ZodType, document: SourceDocument, issue: Issue, base: SourcePath): Finding[] {
  const path = [...base, ...(issue.path as SourcePath)];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownField(schema, document, [...path, key]));
  if (issue.code === 'invalid_key') return [invalidKey(document, path, issue.issues)];
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === 'Invalid input') {
    const nearest = nearestBranch(issue.errors);
    if (nearest !== undefined) return nearest.flatMap((each) => issueFindings(schema, document, each, path));
  }
  return [valueFinding(document, path, issue)];
}

/** The branch of a union that the writer most probably meant: of the value's own type, with the fewest complaints. */
function nearestBranch(branches: readonly Issue[][]): Issue[] | undefined {
  return branches
    .filter((issues) => !issues.some((each) => each.code === 'invalid_type' && each.path.length === 0))
    .reduce<Issue[] | undefined>(
      (best, each) => (best === undefined || each.length < best.length ? each : best),
      undefined,
    );
}

function unknownField(schema: z.ZodType, document: SourceDocument, path: SourcePath): Finding {
  const field = String(path.at(-1));
  const known = knownFields(schema, path.slice(0, -1));
  const hint = didYouMean(field, known);
  return finding('load/unknown-field', {
    message: `the field ${quote(field)} is not known here`,
    ...(hint === undefined ? {} : { hint }),
    place: document.place(path, 'key'),
  });
}

/** A hint that names the nearest of some words, or lists them where none is near. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(word, [...known]);
  const near = distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(word.length / 3));
  return near ? `did you mean ${quote(nearest)}?` : `use one of: ${[...known].sort().slice(0, 20).join(', ')}`;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

function knownFields(schema: z.ZodType, path: SourcePath): string[] {
  let candidates = alternatives(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);
  for (const step of path) {
    candidates = candidates.flatMap((each) => {
      const next = typeof step === 'number' ? each.items : (each.properties?.[step] ?? each.additionalProperties);
      return typeof next === 'object' ? alternatives(next) : [];
    });
  }
  return [...new Set(candidates.flatMap((each) => Object.keys(each.properties ?? {})))];
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  return branches === undefined ? [schema] : branches.flatMap(alternatives);
}

function invalidKey(document: SourceDocument, path: SourcePath, issues: readonly Issue[]): Finding {
  return finding('load/invalid-value', {
    message: `the name ${quote(String(path.at(-1)))} ${lower(issues[0]?.message ?? 'is not allowed')}`,
    place: document.place(path, 'key'),
  });
}

function valueFinding(document: SourceDocument, path: SourcePath, issue: Issue): Finding {
  const field = path.length === 0 ? 'this file' : path.join('.');
  const missing = issue.code === 'invalid_type' && valueAt(document.data, path) === undefined;
  const code: FindingCode = missing
    ? 'load/missing-field'
    : issue.code === 'invalid_type'
      ? 'load/wrong-type'
      : 'load/invalid-value';
  const message = missing ? `${field} is missing` : `${field}: ${lower(issue.message.replace(/^Invalid input: /, ''))}`;
  return finding(code, { message, ...typeHint(issue), place: document.place(path) });
}

function typeHint(issue: Issue): { hint?: string } {
  return issue.code === 'invalid_type' && issue.expected === 'string' ? { hint: 'put the value in quotes' } : {};
}

function valueAt(data: unknown, path: SourcePath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    data,
  );
}

function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
