// What must hold of a blueprint's buckets: those who use them exist, and each tier sizes each of them and no other.
import { type BlueprintReport, unknownUsers, unsized } from '../base/blueprint-rule.js';
import type { Finding } from '../base/finding.js';
import type { BlueprintSpec } from '../base/sources.js';

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
