// One side of a change, as permissions see it: what was loaded, and the texts, by which a file that can not be read is known to be untouched.

import type { ConstructModules } from '../../constructs/base/construct-modules.js';
import type { Finding } from '../../constructs/base/finding.js';
import { load } from '../read/load.js';
import type { SourceTexts } from '../read/read-sources.js';
import type { Sources } from '../read/sources.js';

export interface Revision {
  /** Text of every source file by path, as `tenants/acme.yaml`; undefined for one that could not be read. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  /** Absent where the platform itself is broken or not there. */
  readonly sources?: Sources;
  readonly findings: readonly Finding[];
}

/** Loads one side. */
export function revision(texts: SourceTexts, modules?: ConstructModules): Revision {
  const { platform, blueprints, policies, tenants, constructs } = texts;
  const all = [...(platform === undefined ? [] : [platform]), ...blueprints, ...policies, ...tenants, ...constructs];
  return { texts: new Map(all.map(({ file, text }) => [file, text])), ...load(texts, modules) };
}

/** True for a file that both sides have with the same readable text, or that neither has. */
function isUntouched(file: string, before: Revision, after: Revision): boolean {
  if (!before.texts.has(file) && !after.texts.has(file)) return true;
  const text = before.texts.get(file);
  return text !== undefined && text === after.texts.get(file);
}

/** Every file of either side whose text differs, sorted. */
export function touchedFiles(before: Revision, after: Revision): string[] {
  const files = new Set([...before.texts.keys(), ...after.texts.keys()]);
  return [...files].filter((file) => !isUntouched(file, before, after)).sort();
}
