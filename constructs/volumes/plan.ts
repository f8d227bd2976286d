// The volumes of one tenant's services: what the blueprint declares, in the tier's size, with the tenant's overrides.

import { z } from 'zod';
import type { PlanInput, PublishedPart } from '../base/concern.js';
import { sortedEntries } from '../base/order.js';
import { publishedSize } from '../base/published.js';
import { tryParseQuantity } from '../base/quantity.js';
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

declare module '../base/published.js' {
  interface PublishedFields {
    /** Sizes of the volumes of services, by name; they never shrink. */
    readonly volumes: Readonly<Record<string, string>>;
  }
}

export const publishedVolumes: PublishedPart = {
  fields: ({ volumes }) => ({
    volumes: Object.fromEntries(sortedEntries(volumes).map(([name, { storage }]) => [name, storage])),
  }),
  // Entries of older versions have none.
  schema: { volumes: z.record(z.string(), publishedSize).default({}) },
  rules: [
    {
      code: 'check/storage-shrinks',
      refusals: ({ volumes }, { entry }) =>
        Object.entries(entry?.volumes ?? {})
          .filter(
            ([name, before]) =>
              (tryParseQuantity(volumes[name]?.storage ?? '') ?? 0n) < (tryParseQuantity(before) ?? 0n),
          )
          .map(([name, before]) => ({
            cause: `volumes.${name}.storage`,
            message: `the volume ${name} has ${volumes[name]?.storage ?? 'no size'}, less than the published ${before}, and volumes never shrink`,
            hint: `keep at least ${before}`,
          })),
    },
  ],
};
