// The volumes of one tenant's services: what the blueprint declares, in the tier's size, with the tenant's overrides.

import type { PlanInput } from '../base/concern.js';
import { fieldsOf, type Traced } from '../base/traced.js';
import type { VolumeProps } from '../base/workload.js';

/** Every volume of the blueprint. */
export function planVolumes({ blueprint, tier, tenant }: PlanInput): Record<string, Traced<VolumeProps>> {
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
