// Source texts of one folder → typed data by the folder's schema, under the names of their files; findings for the rest. For load.

import { basename } from 'node:path';
import type { z } from 'zod';
import { type Finding, finding, sortFindings } from '../../constructs/base/finding.js';
import { label } from '../../constructs/base/schema.js';
import type { Loaded, SourceDocument } from '../../constructs/base/sources.js';
import { valueAt } from '../../constructs/base/sources.js';
import { quote } from '../../constructs/base/wording.js';
import type { SourceText } from './read-sources.js';
import { validate } from './schema-findings.js';
import { parseSource } from './source-document.js';

export interface LoadedAll<T> {
  readonly loaded: ReadonlyMap<string, Loaded<T>>;
  /** Names of all files, broken ones too. */
  readonly names: ReadonlySet<string>;
  /** By name, those that parse and are left out for another reason. */
  readonly unfit: ReadonlyMap<string, SourceDocument>;
  readonly findings: readonly Finding[];
}

/** Every file of a folder. */
export function loadAll<T extends { metadata: { name: string } }>(
  sources: readonly SourceText[],
  schema: z.ZodType<T>,
): LoadedAll<T> {
  const loaded = new Map<string, Loaded<T>>();
  const names = new Set<string>();
  const unfit = new Map<string, SourceDocument>();
  const findings: Finding[] = [];
  for (const source of sources) {
    const name = basename(source.file, '.yaml');
    names.add(name);
    const result = loadOnce(source, schema);
    const tenant = source.file.startsWith('tenants/') ? name : undefined;
    const misnamed = result.document === undefined ? [] : nameFindings(result.document, name);
    findings.push(...[...result.findings, ...misnamed].map((each) => ({ ...each, tenant })));
    if (result.loaded?.data.metadata.name === name) loaded.set(name, result.loaded);
    else if (result.document !== undefined) unfit.set(name, result.document);
  }
  return { loaded, names, unfit, findings };
}

/** By schema and file: the text that was loaded last, and what came of it. */
const latest = new WeakMap<object, Map<string, readonly [text: string, result: LoadedOne<unknown>]>>();

/** Two revisions that are compared, and a folder that is watched, have most of their files alike. */
function loadOnce<T>(source: SourceText, schema: z.ZodType<T>): LoadedOne<T> {
  const known = latest.get(schema) ?? new Map<string, readonly [string, LoadedOne<unknown>]>();
  latest.set(schema, known);
  const [text, before] = known.get(source.file) ?? [];
  if (text !== undefined && text === source.text) return before as LoadedOne<T>;
  const result = loadOne(source, schema);
  if (source.text !== undefined) known.set(source.file, [source.text, result]);
  return result;
}

export interface LoadedOne<T> {
  readonly loaded?: Loaded<T>;
  /** Absent where the text is no YAML that can be trusted, or is of another kind, or has so many mistakes that nothing can be said of the rest. */
  readonly document?: SourceDocument;
  readonly findings: readonly Finding[];
}

/** One file by its schema. */
export function loadOne<T>(source: SourceText, schema: z.ZodType<T>): LoadedOne<T> {
  if (source.text === undefined) return { findings: source.findings };
  const document = parseSource(source.file, source.text);
  if (document.findings.length > 0) return { findings: firstOf(document.findings, source.file) };
  const { data, findings } = validate(schema, document);
  if (data !== undefined) return { loaded: { data, document }, document, findings };
  const first = firstOf(findings, source.file);
  const isHopeless = findings.length > most || findings.some(({ code }) => code === 'load/wrong-kind');
  return isHopeless ? { findings: first } : { document, findings: first };
}

/** Findings of one file; what follows them mostly follows from them. */
const most = 20;

function firstOf(all: readonly Finding[], file: string): readonly Finding[] {
  const next = all[most];
  if (next === undefined) return all;
  const more = { message: 'there is more to mend in this file', hint: 'mend what is named and look again' };
  return [...sortFindings(all).slice(0, most), finding(next.code, { ...more, place: { file } })];
}

function nameFindings(document: SourceDocument, name: string): Finding[] {
  const written = valueAt(document.data, ['metadata', 'name']);
  // What is no name at all is told of by the schema.
  if (written === name || !label().safeParse(written).success) return [];
  const orElse = label().safeParse(name).success ? `, or set the name to ${name}` : '';
  return [
    finding('load/name-mismatch', {
      message: `metadata.name is ${written}, but the file is called ${quote(`${name}.yaml`)}`,
      hint: `rename the file to ${written}.yaml${orElse}`,
      place: document.place(['metadata', 'name']),
    }),
  ];
}
