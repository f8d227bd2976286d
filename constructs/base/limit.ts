// What every limit is given: one tenant, and what its file is measured against. Findings name the tenant's own line.

import { type Finding, finding, type Place } from './finding.js';
import type { FindingCode } from './finding-codes.js';
import type { BlueprintSource, ClusterSource, Loaded, SourcePath, TenantSource, TierSource } from './sources.js';

/** `Platform`: as much of platform.yaml as a limit asks for. */
export interface Limits<Platform = PlatformFields> {
  readonly tenant: Loaded<TenantSource>;
  readonly blueprint: Loaded<BlueprintSource>;
  readonly tier: TierSource;
  readonly platform: Platform;
}

export interface PlatformFields {
  readonly clusters: Readonly<Record<string, ClusterSource>>;
}

export interface LimitDetails {
  readonly message: string;
  readonly hint: string;
  /** @default 'value' */
  readonly part?: 'key' | 'value';
  /** The line of another file that the tenant's disagrees with. */
  readonly related?: Place;
}

/** A finding at a path of the tenant's file. */
export function limitFinding(
  { data, document }: Loaded<TenantSource>,
  code: FindingCode,
  path: SourcePath,
  { part = 'value', ...details }: LimitDetails,
): Finding {
  return finding(code, { ...details, place: document.place(path, part), tenant: data.metadata.name });
}
