// The repository's own samples, loaded: two regions, and a product with tiers of which one must expire.
import { join } from 'node:path';
import { load } from '../../../generator/read/load.js';
import { readSources } from '../../../generator/read/read-sources.js';
import type { Sources } from '../../../generator/read/sources.js';

export async function sampleSources(): Promise<Sources> {
  const { sources } = load(await readSources(join(import.meta.dirname, '..', '..', '..')));
  if (sources === undefined) throw new Error('the samples do not load');
  return sources;
}
