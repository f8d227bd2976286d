// platform.yaml without blueprints and tenants: what a command needs that only has to know whose platform it is and where things are.
import type { Finding } from '../finding/finding.js';
import { loadPlatformSource } from '../load/load.js';
import { readPlatformSource } from '../load/read-sources.js';
import type { PlatformSource } from '../load/schema/platform.js';
import type { Loaded } from '../load/sources.js';

export interface PlatformAlone {
  readonly findings: readonly Finding[];
  /** Absent where it is broken. */
  readonly platform?: Loaded<PlatformSource>;
}

export async function loadPlatformAlone(root: string): Promise<PlatformAlone> {
  const { loaded, findings } = loadPlatformSource(await readPlatformSource(root));
  return loaded === undefined ? { findings } : { findings, platform: loaded };
}
