// The tenant's buckets: what the blueprint asks for, in the tier's size, under names of the tenant's own.

import { createHash } from 'node:crypto';
import type { BlueprintSpec, TierSource } from '../base/sources.js';
import { fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { BucketProps } from './props.js';

export interface BucketsInput {
  readonly buckets: Sourced<BlueprintSpec['buckets']>;
  readonly sizes: Sourced<TierSource['buckets']>;
  /** Every bucket is named after it. */
  readonly namespace: Sourced<string>;
  /** Names of the services and jobs that this tenant runs. */
  readonly running: readonly string[];
}

/** Every bucket of the blueprint; load has made sure that the tier sizes each. */
export function planBuckets({ buckets, sizes, namespace, running }: BucketsInput): Record<string, Traced<BucketProps>> {
  return Object.fromEntries(
    fieldsOf(buckets).map(([name, source]) => [
      name,
      {
        name: source.map(() => bucketName(namespace.value, name)),
        storage: sizes.at(name).at('storage'),
        prefixes: source.at('prefixes'),
        usedBy: source.at('usedBy').map((users) => users.filter((user) => running.includes(user))),
      },
    ]),
  );
}

/** As the object store knows a bucket; one too long for the 63 characters of a name ends in its digest. */
export function bucketName(namespace: string, bucket: string): string {
  const whole = `${namespace}-${bucket}`;
  if (whole.length <= longest) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 10);
  return `${whole.slice(0, longest - digest.length - 1)}-${digest}`;
}

const longest = 63;
