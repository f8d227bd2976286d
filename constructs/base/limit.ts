// What every limit is given: one tenant, and what its file is measured against. Findings name the tenant's own line.

import type { BlueprintSource, TierSource } from '../../generator/read/schema/blueprint.js';
import type { PlatformSpec } from '../../generator/read/schema/platform.js';
import type { TenantSource } from '../../generator/read/schema/tenant.js';
import type { SourcePath } from '../../generator/read/source-document.js';
import type { Loaded } from '../../generator/read/sources.js';
import { type Finding, finding, type Place } from './finding.js';
import type { FindingCode } from './finding-codes.js';

export interface Limits {
  readonly tenant: Loaded<TenantSource>;
  readonly blueprint: Loaded<BlueprintSource>;
  readonly tier: TierSource;
  readonly platform: PlatformSpec;
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
