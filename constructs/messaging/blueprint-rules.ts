// What must hold of a blueprint's messaging and buckets: those who use them exist, and queues are bound to exchanges that exist.

import type { BlueprintReport } from '../base/blueprint-rule.js';
import { workloadsOf } from '../base/blueprint-rule.js';
import { didYouMean } from '../base/did-you-mean.js';
import type { Finding } from '../base/finding.js';
import type { BlueprintSpec, SourcePath } from '../base/sources.js';

/** Users that are neither a service nor a job, and bindings to nothing. */
export function messagingRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { messaging, buckets } = blueprint;
  return [
    ...(messaging === undefined ? [] : unknownUsers(messaging, ['messaging'], blueprint, report)),
    ...Object.entries(buckets).flatMap(([name, bucket]) => unknownUsers(bucket, ['buckets', name], blueprint, report)),
    ...unknownExchanges(blueprint, report),
  ];
}

function unknownUsers(
  { usedBy }: { readonly usedBy: readonly string[] },
  path: SourcePath,
  blueprint: BlueprintSpec,
  report: BlueprintReport,
): Finding[] {
  const known = workloadsOf(blueprint).map(({ name }) => name);
  return [...usedBy.entries()]
    .filter(([, user]) => !known.includes(user))
    .map(([index, user]) => {
      const hint = didYouMean(user, known) ?? 'remove it';
      return report('load/unknown-service', [...path, 'usedBy', index], `there is no service or job ${user}`, { hint });
    });
}

function unknownExchanges({ messaging }: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = Object.keys(messaging?.exchanges ?? {});
  return Object.entries(messaging?.queues ?? {}).flatMap(([queue, { bindings }]) =>
    Object.keys(bindings)
      .filter((exchange) => !known.includes(exchange))
      .map((exchange) => {
        const path = ['messaging', 'queues', queue, 'bindings', exchange];
        const hint = didYouMean(exchange, known) ?? 'declare it under spec.messaging.exchanges';
        return report('load/unknown-part', path, `there is no exchange ${exchange}`, { hint, part: 'key' });
      }),
  );
}
