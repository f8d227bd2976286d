// What each group of a diff costs, as a sentence: plans and prices of both sides in, sentences by the id of a group's example out.
import { costDelta, costSentence, type PricedSide } from '../cost/cost-delta.js';
import type { DiffGroup } from '../diff/group-diffs.js';
import type { PlatformSource } from '../load/schema/platform.js';
import type { PlatformRenderer } from '../pipeline/render-platform.js';

export interface DiffSide {
  readonly platform?: PlatformSource;
  readonly renderer?: PlatformRenderer;
}

/** Without the earlier side, as of what is published, the sentences tell what tenants will cost and not what changes. */
export function diffCosts(
  groups: readonly DiffGroup[],
  before: DiffSide | undefined,
  after: DiffSide,
): Map<string, string> {
  return new Map(
    groups.flatMap(({ ids, example }) => {
      const deltas = ids.flatMap((id) => costDelta(pricedSide(before, id), pricedSide(after, id)) ?? []);
      const sentence = costSentence(deltas);
      return sentence === undefined ? [] : [[example.id, sentence] as const];
    }),
  );
}

function pricedSide(side: DiffSide | undefined, id: string): PricedSide | undefined {
  const plan = side?.renderer?.plans.get(id);
  const prices = side?.platform?.spec.prices;
  return plan === undefined || prices === undefined ? undefined : { plan, prices };
}
