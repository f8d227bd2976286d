// The tenant's buckets: what the blueprint asks for, in the tier's size, under names of the tenant's own.

import { createHash } from 'node:crypto';
import type { PlanInput, ReferenceInput } from '../base/concern.js';
import { secretVariable } from '../base/plan-container.js';
import type { BlueprintSpec } from '../base/sources.js';
import { fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { SecretEnv } from '../base/workload.js';
import { type BucketProps, bucketClaimName } from './schema.js';

/** Every bucket of the blueprint; reading has made sure that the tier sizes each. */
export function planBuckets({ blueprint, tier, namespace, running }: PlanInput): Record<string, Traced<BucketProps>> {
  return Object.fromEntries(
    fieldsOf(blueprint.at('buckets')).map(([name, source]) => [
      name,
      {
        name: source.map(() => bucketName(namespace.value, name)),
        storage: tier.at('buckets').at(name).at('storage'),
        prefixes: source.at('prefixes'),
        usedBy: source.at('usedBy').map((users) => users.filter((user) => running.includes(user))),
      },
    ]),
  );
}

/** Variables that a workload takes from the Secrets of its buckets. */
export function bucketSecretVariables({ blueprint }: PlanInput, workload: string): Traced<SecretEnv>[] {
  return fieldsOf(blueprint.at('buckets'))
    .filter(([, bucket]) => bucket.value.usedBy.includes(workload))
    .flatMap(([bucket, declared]) =>
      fieldsOf(declared.at('env')).map(([variable, key]) =>
        secretVariable(
          variable,
          bucketClaimName(bucket),
          key.map((each) => providedKeys[each]),
        ),
      ),
    );
}

/** Keys of the Secret that the provisioner makes for a claim (lib-bucket-provisioner). */
const providedKeys = {
  'access-key-id': 'AWS_ACCESS_KEY_ID',
  'secret-access-key': 'AWS_SECRET_ACCESS_KEY',
} as const satisfies Record<BlueprintSpec['buckets'][string]['env'][string], string>;

/** As the object store knows a bucket; one too long for the 63 characters of a name ends in its digest. */
export function bucketName(namespace: string, bucket: string): string {
  const whole = `${namespace}-${bucket}`;
  if (whole.length <= longest) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 10);
  return `${whole.slice(0, longest - digest.length - 1)}-${digest}`;
}

const longest = 63;

export function bucketReferences({ buckets }: BlueprintSpec): string[] {
  return Object.entries(buckets).flatMap(([name, { prefixes }]) =>
    ['name', 'endpoint', ...prefixes.map((prefix) => `prefixes.${prefix}`)].map((field) => `buckets.${name}.${field}`),
  );
}

export function bucketValue(
  { namespace, blueprint, cluster }: ReferenceInput,
  [section, bucket = '', field, prefix = '']: readonly string[],
): Sourced<string> | undefined {
  if (section !== 'buckets') return undefined;
  if (field === 'name') return namespace.map((own) => bucketName(own, bucket));
  if (field === 'endpoint') return cluster.buckets?.endpoint;
  if (field !== 'prefixes') return undefined;
  return blueprint
    .at('buckets')
    .at(bucket)
    .at('prefixes')
    .map(() => `${prefix}/`);
}
