// What most commands begin with: the sources below the platform's folder, loaded, and a renderer for them.
import type { Finding } from '../finding/finding.js';
import { readSources, type SourceTexts } from '../load/read-sources.js';
import type { Sources } from '../load/sources.js';
import { PlatformRenderer } from '../pipeline/render-platform.js';
import { loadWithConstructs } from './load-with-constructs.js';
import { today } from './today.js';

export interface LoadedPlatform {
  readonly findings: readonly Finding[];
  /** Absent where the platform itself is broken. */
  readonly sources?: Sources;
  readonly renderer?: PlatformRenderer;
}

/** Reads and plans everything below a folder. */
export async function loadPlatform(root: string): Promise<LoadedPlatform> {
  return planTexts(await readSources(root));
}

/** The same for texts that are read already. */
export async function planTexts(texts: SourceTexts): Promise<LoadedPlatform> {
  const { sources, findings } = await loadWithConstructs(texts);
  if (sources === undefined) return { findings };
  return { findings, sources, renderer: new PlatformRenderer(sources, { today: today() }) };
}
