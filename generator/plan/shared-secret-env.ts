// Variables of a service or job that come from what it shares with others: the tenant's user on the broker, and buckets' keys.
import { bucketClaimName, names } from '../../constructs/names.js';
import type { SecretEnv } from '../../constructs/workload-props.js';
import type { BlueprintSpec } from '../load/schema/blueprint.js';
import { fieldsOf, type Sourced, type Traced } from './sourced.js';

/** Every such variable of one workload; the plan puts them beside those of secrets and databases. */
export function sharedSecretEnv(name: string, blueprint: Sourced<BlueprintSpec>): Traced<SecretEnv>[] {
  const messaging = blueprint.tryAt('messaging');
  const ofBroker =
    messaging === undefined || !messaging.value.usedBy.includes(name)
      ? []
      : fieldsOf<string>(messaging.at('env')).map(([variable, key]) => secretVariable(variable, names.messaging, key));
  const ofBuckets = fieldsOf(blueprint.at('buckets'))
    .filter(([, bucket]) => bucket.value.usedBy.includes(name))
    .flatMap(([bucket, declared]) =>
      fieldsOf(declared.at('env')).map(([variable, key]) =>
        secretVariable(variable, bucketClaimName(bucket), key.map(providedKey)),
      ),
    );
  return [...ofBroker, ...ofBuckets];
}

/** A variable that takes a key of a Secret. */
export function secretVariable(variable: string, secret: string, key: Sourced<string>): Traced<SecretEnv> {
  return { name: key.map(() => variable), secret: key.map(() => secret), key };
}

type BucketKey = BlueprintSpec['buckets'][string]['env'][string];

/** Keys of the Secret that the provisioner makes for a claim (lib-bucket-provisioner). */
const providedKeys = {
  'access-key-id': 'AWS_ACCESS_KEY_ID',
  'secret-access-key': 'AWS_SECRET_ACCESS_KEY',
} as const satisfies Record<BucketKey, string>;

function providedKey(key: BucketKey): string {
  return providedKeys[key];
}
