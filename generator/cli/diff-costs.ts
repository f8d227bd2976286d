// What each group of a diff costs, and whom new prices alone concern, as sentences: plans and prices of both sides in.
import { type CostDelta, costDelta, costSentence, type PricedSide } from '../cost/cost-delta.js';
import type { PriceChange } from '../diff/diff-report.js';
import type { DiffGroup } from '../diff/group-diffs.js';
import type { PlatformSource } from '../load/schema/platform.js';
import type { PlatformRenderer } from '../pipeline/render-platform.js';
import { compareText } from '../published/compare.js';

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

/**
 * Tenants that cost otherwise and change in nothing else, as after a change of prices, by what is to be said of them.
 * @param isSilent False for those whose costs a group tells.
 */
export function diffPrices(isSilent: (id: string) => boolean, before: DiffSide, after: DiffSide): PriceChange[] {
  const bySentence = new Map<string, [id: string, delta: CostDelta][]>();
  for (const id of [...(after.renderer?.plans.keys() ?? [])].filter(isSilent)) {
    const delta = costDelta(pricedSide(before, id), pricedSide(after, id));
    if (delta === undefined || delta.before === delta.after) continue;
    const key = costSentence([delta]) ?? '';
    const alike = bySentence.get(key);
    if (alike === undefined) bySentence.set(key, [[id, delta]]);
    else alike.push([id, delta]);
  }
  return [...bySentence.values()]
    .map((each) => ({ ids: each.map(([id]) => id), sentence: costSentence(each.map(([, delta]) => delta)) ?? '' }))
    .sort((a, b) => b.ids.length - a.ids.length || compareText(a.ids[0] ?? '', b.ids[0] ?? ''));
}

function pricedSide(side: DiffSide | undefined, id: string): PricedSide | undefined {
  const plan = side?.renderer?.plans.get(id);
  const prices = side?.platform?.spec.prices;
  return plan === undefined || prices === undefined ? undefined : { plan, prices };
}
