// Values of buckets that a blueprint's environment may refer to: `${buckets.products.name}`.
import type { ReferenceInput } from '../base/concern.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { Sourced } from '../base/traced.js';
import { bucketName } from './plan.js';

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
