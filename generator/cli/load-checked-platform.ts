// What validate, render and publish begin with: the platform, with every check that its folder asks for beside our own rules.
import { join } from 'node:path';
import { load } from '../load/load.js';
import { readSources } from '../load/read-sources.js';
import { PlatformRenderer } from '../pipeline/render-platform.js';
import { tryReadSchemas } from '../schemas/schema-cache.js';
import type { LoadedPlatform } from './load-platform.js';
import { today } from './today.js';

export interface CheckedOptions {
  readonly root: string;
  /** Folder with the schemas of a cluster. @default '.tenantry/schemas' */
  readonly schemas?: string;
}

export interface CheckedPlatform extends LoadedPlatform {
  /** Whether objects are checked against the schemas of a cluster. */
  readonly hasSchemas: boolean;
}

/** Where `tenantry schemas pull` puts schemas, below the platform's folder. */
export const schemaFolder = join('.tenantry', 'schemas');

/** Reads and plans everything below a folder. @throws OutsideError for schemas that are damaged. */
export async function loadCheckedPlatform({ root, schemas = schemaFolder }: CheckedOptions): Promise<CheckedPlatform> {
  const { sources, findings } = load(await readSources(root));
  const sets = tryReadSchemas(join(root, schemas));
  const hasSchemas = sets !== undefined;
  if (sources === undefined) return { findings, hasSchemas };
  // ajv is loaded only where there is something for it to do.
  const objectChecks = sets === undefined ? [] : [new (await import('../schemas/schema-check.js')).SchemaCheck(sets)];
  return { findings, sources, renderer: new PlatformRenderer(sources, { objectChecks, today: today() }), hasSchemas };
}
