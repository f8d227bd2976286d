// Buckets: claimed under the tenant's own names, from the class of the cluster's profile, and nothing else asked of its provisioner.
import { type BlueprintReport, unknownUsers, unsized } from '../base/blueprint-rule.js';
import { fieldsAt } from '../base/fields.js';
import type { Finding } from '../base/finding.js';
import type { Rule } from '../base/rule.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { Manifest, TenantView } from '../base/tenant-view.js';
import { bucketName as ownBucketName } from './plan.js';

export function bucketBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { buckets, tiers } = blueprint;
  return [
    ...Object.entries(buckets).flatMap(([name, bucket]) => unknownUsers(bucket, ['buckets', name], blueprint, report)),
    ...Object.entries(tiers).flatMap(([tier, sizes]) => [
      ...Object.keys(buckets)
        .filter((bucket) => !Object.hasOwn(sizes.buckets, bucket))
        .map((bucket) => unsized(tier, `the bucket ${bucket}`, ['buckets', bucket], report)),
      ...Object.keys(sizes.buckets)
        .filter((bucket) => !Object.hasOwn(buckets, bucket))
        .map((bucket) =>
          report('load/unknown-part', ['tiers', tier, 'buckets', bucket], `there is no bucket ${bucket}`, {
            hint: 'remove the size, or declare what it sizes',
            part: 'key',
          }),
        ),
    ]),
  ];
}

export const bucketRules: readonly Rule[] = [
  {
    code: 'check/foreign-bucket',
    sentence: 'buckets bear names of the tenant’s own, and come from the object store of the cluster’s profile',
    breaches: (view) =>
      view
        .ofKind('ObjectBucketClaim')
        .flatMap((manifest) => claimBreaches(manifest, view).map((what) => ({ manifest, what }))),
  },
];

/** An owner, a policy or an existing bucket would be ways to what is another's (rook.io, "Bucket Claim"). */
const asked = ['maxSize'];

function claimBreaches({ object }: Manifest, { plan }: TenantView): string[] {
  const { bucketName, storageClassName, additionalConfig, ...others } = fieldsAt(object, 'spec');
  const own = Object.keys(plan.buckets).map((bucket) => ownBucketName(plan.namespace, bucket));
  const settings = Object.keys(fieldsAt({ additionalConfig }, 'additionalConfig'));
  const foreign = [...settings.filter((name) => !asked.includes(name)), ...Object.keys(others)];
  return [
    ...(own.some((name) => name === bucketName) ? [] : [`claims the bucket ${String(bucketName)}`]),
    ...(plan.cluster.buckets !== undefined && storageClassName === plan.cluster.buckets.storageClass
      ? []
      : [`is of the class ${String(storageClassName)}`]),
    ...foreign.map((name) => `sets ${name}`),
  ];
}
