// One thing that a change does: an action of the permissions' list, what it is done to, and the line that does it.

import type { Place } from '../../constructs/base/finding.js';
import type { TenantSource } from '../../constructs/base/sources.js';
import type { ActionName } from '../read/schema/permissions.js';
import type { PlatformSpec } from '../read/schema/platform.js';

/** What a rule's `where` is held against; absent fields fit no limit. */
export interface Facets {
  readonly blueprint?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly ring?: string;
}

export interface Action {
  readonly kind: ActionName;
  /** What is done, as `raise the tier of acme-auto from free to professional`. */
  readonly sentence: string;
  readonly tenant?: string;
  /** What it is done to before and after: each of them must fit. */
  readonly facets: readonly Facets[];
  readonly place: Place;
}

/** The facets of one side of a tenant; rings are those of the platform before the change. */
export function facetsOf(tenant: TenantSource, rings: PlatformSpec['rings']): Facets {
  const { blueprint, tier, region } = tenant.spec;
  const ring = ringOf(tenant, rings);
  return { blueprint, tier, region, ring };
}

/** The first ring that fits; the last takes the rest. */
function ringOf({ metadata, spec }: TenantSource, rings: PlatformSpec['rings']): string | undefined {
  const fitting = rings.find(({ tiers, tenants }) => tiers?.includes(spec.tier) || tenants?.includes(metadata.name));
  return (fitting ?? rings.at(-1))?.name;
}
