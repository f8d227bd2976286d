// Turns what zod says of a document into findings at their lines, with the field that was probably meant.

import { basename } from 'node:path';
import { z } from 'zod';
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { FindingCode } from '../../constructs/base/finding-codes.js';
import { memoize } from '../../constructs/base/memoize.js';
import { label } from '../../constructs/base/schema.js';
import { type SourceDocument, type SourcePath, valueAt } from '../../constructs/base/sources.js';
import { didYouMean, issueWords, nearestOf, quote } from '../../constructs/base/wording.js';

type Issue = z.core.$ZodIssue;

interface Subject {
  readonly schema: z.ZodType;
  readonly document: SourceDocument;
}

/** Issues that become findings; a file with more has one cause, and wording each would take minutes for the worst of files. */
const mostFindings = 50;

/** The document's data in the schema's type, or findings. */
export function validate<T>(schema: z.ZodType<T>, document: SourceDocument): { data?: T; findings: Finding[] } {
  const empty = document.data === undefined || document.data === null;
  if (empty) return { findings: [emptyFinding(document)] };
  const result = schema.safeParse(document.data);
  if (result.success) return { data: result.data, findings: [] };
  const issues = withoutMisspelt(schema, document.data, lastOfEachPath(result.error.issues));
  const kinds = issues.filter((issue) => isKindIssue(issue) && valueAt(document.data, issue.path as SourcePath));
  // A file of another kind has nothing right: its other issues would only hide that one.
  const shown = (kinds.length > 0 ? kinds : issues).slice(0, mostFindings);
  return { findings: shown.flatMap((issue) => issueFindings({ schema, document }, issue, [])) };
}

/** Of several complaints about one value the last is the narrowest: length first, then form. */
function lastOfEachPath(issues: readonly Issue[]): Issue[] {
  const keyOf = ({ code, path }: Issue) => JSON.stringify([code === 'unrecognized_keys', path]);
  return [...new Map(issues.map((issue) => [keyOf(issue), issue])).values()];
}

function emptyFinding(document: SourceDocument): Finding {
  return finding('load/missing-field', {
    message: 'this file is empty',
    hint: 'fill it, or remove it',
    place: { file: document.file, line: 1, column: 1 },
  });
}

function isKindIssue({ code, path }: Issue): boolean {
  return code === 'invalid_value' && path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion');
}

function issueFindings(subject: Subject, issue: Issue, base: SourcePath): Finding[] {
  const path = [...base, ...(issue.path as SourcePath)];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, mostFindings).map((key) => unknownField(subject, [...path, key]));
  if (issue.code === 'invalid_key') return [invalidKey(subject, path, issue.issues)];
  if (isMissing(subject.document.data, issue, path)) return [missingField(subject, path)];
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const nearest = nearestBranch(issue.errors);
    return nearest === undefined
      ? [wrongType(subject, path, issue.errors.flat())]
      : nearest.flatMap((each) => issueFindings(subject, each, path));
  }
  return issue.code === 'invalid_type' ? [wrongType(subject, path, [issue])] : [invalidValue(subject, path, issue)];
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

function unknownField({ schema, document }: Subject, path: SourcePath): Finding {
  const field = String(path.at(-1));
  const hint = didYouMean(field, fieldsBelow(schema, path.slice(0, -1))) ?? 'remove it';
  return finding('load/unknown-field', {
    message: `the field ${quote(field)} is not known here`,
    hint,
    place: document.place(path, 'key'),
  });
}

function invalidKey({ document }: Subject, path: SourcePath, issues: readonly Issue[]): Finding {
  return finding('load/invalid-value', {
    message: `the name ${quote(String(path.at(-1)))} ${issues[0] === undefined ? 'is not allowed' : issueWords(issues[0])}`,
    hint: 'choose another name',
    place: document.place(path, 'key'),
  });
}

function missingField({ schema, document }: Subject, path: SourcePath): Finding {
  const [example, field] = [exampleOf(schema, path), String(path.at(-1))];
  return finding('load/missing-field', {
    message: `${fieldName(path)} is missing`,
    hint:
      hintOfName(document, path) ??
      (example === undefined ? `add ${field}` : `add it, for example ${field}: ${example}`),
    place: document.place(path.slice(0, -1), 'key'),
  });
}

function wrongType({ schema, document }: Subject, path: SourcePath, issues: readonly Issue[]): Finding {
  const wanted = issues.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : []));
  const own = issues.find((issue) => !issue.message.startsWith('Invalid input'));
  const value = valueAt(document.data, path);
  return finding('load/wrong-type', {
    message: `${fieldName(path)} ${own === undefined ? `must be ${typeNames(wanted)}` : issueWords(own)}`,
    hint:
      hintOfName(document, path) ??
      hintOfType(value, wanted[0], own === undefined ? undefined : exampleOf(schema, path)),
    place: document.place(path),
  });
}

function invalidValue({ schema, document }: Subject, path: SourcePath, issue: Issue): Finding {
  const code: FindingCode = isKindIssue(issue) ? 'load/wrong-kind' : 'load/invalid-value';
  const example = exampleOf(schema, path);
  return finding(code, {
    message: `${fieldName(path)} ${issueWords(issue)}`,
    hint:
      hintOfValue(document, path, issue) ??
      hintOfName(document, path) ??
      (example === undefined ? 'write another value' : `for example ${example}`),
    place: document.place(path),
  });
}

function hintOfValue(document: SourceDocument, path: SourcePath, issue: Issue): string | undefined {
  return issue.code === 'invalid_value'
    ? didYouMean(String(valueAt(document.data, path)), issue.values.map(String))
    : undefined;
}

function fieldName(path: SourcePath): string {
  return path.length === 0
    ? 'this file'
    : path.map((step) => (/^[\w*./-]{1,60}$/.test(String(step)) ? step : quote(String(step)))).join('.');
}

type IssueOfMisspelt = z.core.$ZodIssue;

export interface Misspelt {
  /** Where the mapping is that both names belong to. */
  readonly path: SourcePath;
  readonly written: string;
  readonly meant: string;
}

/** Keys of one mapping that are looked at: a file with more has another cause. */
const mostKeys = 50;

export function misspeltFields(schema: z.ZodType, data: unknown, issues: readonly IssueOfMisspelt[]): Misspelt[] {
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
function withoutMisspelt(schema: z.ZodType, data: unknown, issues: readonly IssueOfMisspelt[]): IssueOfMisspelt[] {
  const meant = new Set(misspeltFields(schema, data, issues).map((each) => JSON.stringify([...each.path, each.meant])));
  return issues.filter((issue) => !(isMissing(data, issue) && meant.has(JSON.stringify(issue.path))));
}

/** True where the value is not there at all. `path`: that of the issue from the root of the data. */
function isMissing(data: unknown, issue: IssueOfMisspelt, path = issue.path as SourcePath): boolean {
  return issue.code !== 'custom' && issue.code !== 'unrecognized_keys' && valueAt(data, path) === undefined;
}

const types: Readonly<Record<string, { readonly name: string; readonly hint: string }>> = {
  string: { name: 'text', hint: 'put the value in quotes' },
  number: { name: 'a number', hint: 'write a whole number without quotes' },
  int: { name: 'a whole number', hint: 'write a whole number without quotes' },
  boolean: { name: 'true or false', hint: 'write true or false without quotes' },
  array: { name: 'a list', hint: 'write a list, as [a, b]' },
  object: { name: 'a mapping', hint: 'write fields below it, each as key: value' },
  record: { name: 'a mapping', hint: 'write fields below it, each as key: value' },
};

/** What a value must be, as `text or a whole number`; the types are zod's words for them. */
function typeNames(wanted: readonly string[]): string {
  return [...new Set(wanted.flatMap((type) => types[type]?.name ?? []))].join(' or ');
}

/** What to write for a value of the wrong type. Quotes make text of a number, and of nothing else. */
function hintOfType(value: unknown, wanted = '', example?: string): string {
  if (value === null) return 'write a value after the colon, or remove the line';
  if (example !== undefined) return `for example ${example}`;
  if (wanted === 'string' && Array.isArray(value)) return 'write one value, without brackets and dashes';
  if (wanted === 'string' && typeof value === 'object') return 'write one value, without fields below it';
  return types[wanted]?.hint ?? 'write another value';
}

/** What to write for the name of a tenant, blueprint or policy, which is that of its file; undefined for other fields. */
function hintOfName({ file }: SourceDocument, path: SourcePath): string | undefined {
  if (path.join('.') !== 'metadata.name' || !file.includes('/')) return undefined;
  const name = basename(file, '.yaml');
  return label().safeParse(name).success
    ? `write ${name}, as the file is called`
    : 'choose another name of at most 40 characters, and rename the file to it';
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly examples?: readonly unknown[];
}

/** Names of the fields that may stand below a path. */
function fieldsBelow(schema: z.ZodType, path: SourcePath): string[] {
  const fields = nodesAt(schema, path).flatMap(alternatives);
  return [...new Set(fields.flatMap((each) => Object.keys(each.properties ?? {})))];
}

/** An example of the value at a path, as one writes it in YAML; undefined where the schema has none. */
function exampleOf(schema: z.ZodType, path: SourcePath): string | undefined {
  const [example] = nodesAt(schema, path)
    .flatMap((each) => [each, ...alternatives(each)])
    .flatMap((each) => each.examples ?? []);
  return example === undefined ? undefined : typeof example === 'string' ? example : JSON.stringify(example);
}

const jsonSchemaOf = memoize((schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);

function nodesAt(schema: z.ZodType, path: SourcePath): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (nodes, step) =>
      nodes.flatMap(alternatives).flatMap((each) => {
        const next = typeof step === 'number' ? each.items : (propertyOf(each, step) ?? each.additionalProperties);
        return typeof next === 'object' ? [next] : [];
      }),
    [jsonSchemaOf(schema)],
  );
}

function propertyOf({ properties = {} }: JsonSchema, name: string): JsonSchema | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  return branches === undefined ? [schema] : branches.flatMap(alternatives);
}
