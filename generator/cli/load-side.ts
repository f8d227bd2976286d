// One of the two revisions that are compared, loaded and planned: the working tree, or one of the sources' history.
import type { Finding } from '../finding/finding.js';
import { readSources, type SourceText } from '../load/read-sources.js';
import type { LoadResult } from '../load/sources.js';
import { PlatformRenderer } from '../pipeline/render-platform.js';
import { readSourcesAt } from '../publish/source-revision.js';
import { loadWithConstructs } from './load-with-constructs.js';
import { today } from './today.js';

export interface LoadedSide {
  readonly findings: readonly Finding[];
  readonly platform?: NonNullable<LoadResult['sources']>['platform']['data'];
  readonly renderer?: PlatformRenderer;
}

export interface SideOptions {
  /** What is run of the platform's own constructs. */
  readonly code: readonly SourceText[];
  /** What it is judged against. */
  readonly before?: LoadedSide | undefined;
}

/** The working tree where there is no revision. */
export async function loadSide(
  root: string,
  revision: string | undefined,
  { code, before }: SideOptions,
): Promise<LoadedSide> {
  const texts = revision === undefined ? await readSources(root) : await readSourcesAt(root, revision);
  const { sources, findings } = await loadWithConstructs(texts, code);
  if (sources === undefined) return { findings };
  const renderer = new PlatformRenderer(sources, { today: today(), before: before?.renderer?.claims });
  return { findings, platform: sources.platform.data, renderer };
}

/** Undefined where nothing is to be compared with. */
export async function tryLoadSide(
  root: string,
  revision: string | undefined,
  code: readonly SourceText[],
): Promise<LoadedSide | undefined> {
  return revision === undefined ? undefined : loadSide(root, revision, { code });
}
