// What `tenantry serve` reads of the platform’s folder: platform.yaml and the blueprints. Tenants come from git, so a folder without
// tenants is fine.

import type { Finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, SourceDocument } from '../../constructs/base/sources.js';
import { readSources } from '../../generator/read/read-sources.js';

import type { PlatformSource } from '../../generator/read/schema/platform.js';

import type { KnownLabels } from '../../poller/telemetry/fleet-metrics.js';
import { openTexts } from '../open-platform.js';

export interface Served {
  readonly platform: PlatformSource;
  /** Which knows the places of platform.yaml. */
  readonly document: SourceDocument;
  readonly blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>;
}

/** `served` is absent where the platform itself is broken; findings are then those that say so. */
export async function loadServed(
  root: string,
): Promise<{ readonly served?: Served; readonly findings: readonly Finding[] }> {
  const texts = await readSources(root);
  const { sources, findings } = await openTexts({ ...texts, tenants: [] }, { plan: false });
  if (sources === undefined) return { findings: findings.filter(({ code }) => code !== 'load/no-tenants') };
  const { data: platform, document } = sources.platform;
  return { served: { platform, document, blueprints: sources.blueprints }, findings: [] };
}

/** The values that metrics may be labelled with. */
export function knownLabels({ platform, blueprints }: Served): KnownLabels {
  return {
    products: new Set(blueprints.keys()),
    tiers: new Set([...blueprints.values()].flatMap(({ data }) => Object.keys(data.spec.tiers))),
    regions: new Set(Object.values(platform.spec.clusters).map(({ region }) => region)),
  };
}
