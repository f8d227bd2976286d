// What every limit is given: one tenant, and what its file is measured against. Findings name the tenant's own line.
import type { FindingCode } from '../../finding/codes.js';
import { type Finding, finding, type Place } from '../../finding/finding.js';
import type { BlueprintSource, TierSource } from '../../load/schema/blueprint.js';
import type { PlatformSpec } from '../../load/schema/platform.js';
import type { TenantSource } from '../../load/schema/tenant.js';
import type { SourcePath } from '../../load/source-document.js';
import type { Loaded } from '../../load/sources.js';

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
