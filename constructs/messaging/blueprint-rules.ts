// What must hold of a blueprint's messaging: those who use it exist, and queues are bound to exchanges that exist.

import { type BlueprintReport, unknownUsers } from '../base/blueprint-rule.js';
import { didYouMean } from '../base/did-you-mean.js';
import type { Finding } from '../base/finding.js';
import type { BlueprintSpec } from '../base/sources.js';

/** Users that are neither a service nor a job, bindings to nothing, sizes of nothing. */
export function messagingBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { messaging, tiers } = blueprint;
  if (messaging === undefined)
    return Object.entries(tiers).flatMap(([name, tier]) =>
      tier.messaging === undefined
        ? []
        : [
            report('load/unknown-part', ['tiers', name, 'messaging'], 'the blueprint has no messaging', {
              hint: 'remove the size, or declare what it sizes',
              part: 'key',
            }),
          ],
    );
  return [...unknownUsers(messaging, ['messaging'], blueprint, report), ...unknownExchanges(blueprint, report)];
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
