// The concern buckets: what each tenant gets in its cluster's object store, by claims that a provisioner answers.
import { variablesOf } from '../base/blueprint-rule.js';
import type { Concern } from '../base/concern.js';
import { storeAddress } from '../base/data-store.js';
import { toService } from '../base/network-rules.js';
import { parseQuantity } from '../base/quantity.js';
import { bucketKinds } from './kinds.js';
import { bucketReferences, bucketSecretVariables, bucketValue, planBuckets } from './plan.js';
import { bucketBlueprintRules, bucketRules } from './rules.js';
import { bucketsSchema } from './schema.js';

export const buckets: Concern = {
  name: 'buckets',
  kinds: bucketKinds,
  schema: bucketsSchema,
  blueprintRules: [bucketBlueprintRules],
  takenNames: () => ({ workload: isClaimName, sections: { secrets: isClaimName } }),
  references: { known: bucketReferences, resolve: bucketValue },
  variables: ({ buckets }, workload) =>
    Object.entries(buckets)
      .filter(([, { usedBy }]) => usedBy.includes(workload))
      .flatMap(([name, bucket]) => variablesOf(bucket, `the bucket ${name}`, ['buckets', name])),
  lacks: (blueprint, _, cluster) =>
    Object.keys(blueprint.buckets).length === 0 || cluster.buckets !== undefined
      ? []
      : [{ code: 'load/profile-incomplete', field: 'buckets', what: 'an object store', asked: ['buckets'] }],
  stores: ({ buckets }) => {
    if (buckets === undefined) return [];
    const address = storeAddress(buckets.endpoint);
    return [
      {
        key: address && `buckets ${address}`,
        what: `buckets in the store at ${buckets.endpoint}`,
        path: ['buckets', 'endpoint'],
      },
    ];
  },
  plan: (input) => ({ buckets: planBuckets(input) }),
  secretVariables: bucketSecretVariables,
  rules: bucketRules,
  network: {
    places: ({ buckets, cluster: { buckets: store } }) =>
      store === undefined
        ? []
        : [
            {
              name: 'buckets',
              users: Object.values(buckets).flatMap(({ usedBy }) => usedBy),
              egress: toService(store.network),
            },
          ],
    peers: ({ buckets }) => ({ services: buckets && [buckets.network] }),
  },
  claims: ({ cluster, buckets }) => Object.values(buckets).map(({ name }) => `bucket:${cluster.name}/${name}`),
  usage: ({ buckets }) => ({
    storage: Object.values(buckets).reduce((sum, { storage }) => sum + parseQuantity(storage), 0n),
  }),
};

/** Of claims, and of the Secrets that the provisioner makes beside them. */
function isClaimName(name: string): boolean {
  return name.startsWith('bucket-');
}
