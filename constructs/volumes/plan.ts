// The volumes of one tenant's services: what the blueprint declares, in the tier's size, with the tenant's overrides.

import type { BlueprintSpec, TenantSource, TierSource } from '../base/sources.js';

import { fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { VolumeProps } from '../base/workload.js';

export interface VolumesInput {
  readonly blueprint: Sourced<BlueprintSpec>;
  readonly tier: Sourced<TierSource>;
  readonly tenant: Sourced<TenantSource['spec']>;
}

export function planVolumes({ blueprint, tier, tenant }: VolumesInput): Record<string, Traced<VolumeProps>> {
  const overrides = tenant.tryAt('overrides')?.tryAt('volumes');
  return Object.fromEntries(
    fieldsOf(blueprint.at('volumes')).map(([name, volume]) => [
      name,
      {
        access: volume.at('access'),
        storage: overrides?.tryAt(name)?.at('storage') ?? tier.at('volumes').at(name).at('storage'),
      },
    ]),
  );
}
