// The folder that holds a cluster's schemas: a file for each group and version, named by the hash of its content, and an index of them.
// `tenantry schemas pull` writes it; validate, render and publish read it, and need no cluster.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OutsideError } from '../../constructs/base/finding.js';
import { tryParseJson } from '../tree/published-tenant.js';
import type { SchemaSet } from './open-api.js';

/** By group and version as objects name them: `v1`, `apps/v1`. */
export type SchemaSets = ReadonlyMap<string, SchemaSet>;

const indexName = 'index.json';
const header = { apiVersion: 'tenantry.dev/v1', kind: 'SchemaIndex' } as const;

const indexSchema = z.object({
  apiVersion: z.literal(header.apiVersion),
  kind: z.literal(header.kind),
  /** Apiversion → file. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}\.json$/)),
});

const setSchema = z.object({
  kinds: z.record(z.string(), z.string()),
  schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** Brings the folder to these schemas; the index comes last, so that a run that is killed leaves the old ones in force. */
export function writeSchemas(folder: string, sets: SchemaSets): void {
  mkdirSync(folder, { recursive: true });
  const files = [...sets].map(([apiVersion, set]) => {
    const text = `${JSON.stringify(set)}\n`;
    return { apiVersion, text, name: `${digestOf(text)}.json` };
  });
  for (const { name, text } of files) writeWhole(join(folder, name), text);
  const index = { ...header, files: Object.fromEntries(files.map(({ apiVersion, name }) => [apiVersion, name])) };
  writeWhole(join(folder, indexName), `${JSON.stringify(index, undefined, 2)}\n`);
  const kept = new Set(files.map(({ name }) => name));
  for (const name of readdirSync(folder))
    if (/^[0-9a-f]{64}\.json$/.test(name) && !kept.has(name)) rmSync(join(folder, name), { force: true });
}

/** The schemas of a folder; undefined where none were pulled. @throws OutsideError for a folder that is not as it was written. */
export function tryReadSchemas(folder: string): SchemaSets | undefined {
  const text = tryReadText(join(folder, indexName));
  if (text === undefined) return undefined;
  const index = indexSchema.safeParse(tryParseJson(text));
  if (!index.success) throw damaged(folder, indexName);
  return new Map(Object.entries(index.data.files).map(([apiVersion, name]) => [apiVersion, readSet(folder, name)]));
}

function readSet(folder: string, name: string): SchemaSet {
  const text = tryReadText(join(folder, name)) ?? '';
  const set = setSchema.safeParse(tryParseJson(text));
  if (!set.success || `${digestOf(text)}.json` !== name) throw damaged(folder, name);
  return set.data;
}

function tryReadText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new OutsideError(`${path} can not be read`, { hint: 'check its permissions', cause });
  }
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function damaged(folder: string, name: string): OutsideError {
  return new OutsideError(`the schemas in ${folder} are damaged: ${name} is not what was written`, {
    hint: 'pull them again: tenantry schemas pull',
  });
}
