// The edge that runs code of the platform's own: the texts of `constructs/extra/*.mjs` as modules. The texts are those that were read, so
// that what runs is what was looked at: neither a link nor another folder has a say, and a revision's code runs as it is there.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ConstructModule,
  type ConstructModules,
  constructModule,
  faultOf,
} from '../../constructs/extra/modules.js';
import { constructFolder, type SourceText } from './read-sources.js';

/** Imports every file; one that fails is told in its place, and keeps no other from being imported. */
export async function importConstructs(sources: readonly SourceText[]): Promise<ConstructModules> {
  if (sources.length === 0) return new Map();
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-constructs-'));
  try {
    for (const { file, text } of sources)
      if (text !== undefined) await writeFile(join(folder, basename(file)), text, { mode: 0o600 });
    const modules = new Map<string, ConstructModule>();
    for (const { file, text } of sources)
      modules.set(basename(file, '.mjs'), await importOne(join(folder, basename(file)), text));
    return modules;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importOne(path: string, text: string | undefined): Promise<ConstructModule> {
  if (text === undefined) return { fault: 'its file can not be read' };
  try {
    const exported: { readonly default?: unknown } = await import(pathToFileURL(path).href);
    return constructModule(exported.default);
  } catch (error) {
    return { fault: faultOf(error).replaceAll(dirname(path), constructFolder) };
  }
}
