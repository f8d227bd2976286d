// What a change costs: a tenant before and after it, and the sentence that reviewers read.
import type { Prices } from '../read/schema/prices.js';
import { amountText, costOf, type MinorUnits, moneyText, type PricedPlan } from './tenant-cost.js';

/** A tenant as one side of a change has it, with that side's prices. */
export interface PricedSide {
  readonly plan: PricedPlan;
  readonly prices: Prices;
}

/** A month's totals; a side is absent where the tenant is not there or has no price. */
export interface CostDelta {
  readonly currency: string;
  readonly before?: MinorUnits;
  readonly after?: MinorUnits;
}

/** The totals of both sides; undefined where neither has a price. Amounts of another currency than the later one's are left out. */
export function costDelta(before: PricedSide | undefined, after: PricedSide | undefined): CostDelta | undefined {
  const [old, next] = [before, after].map((side) => (side === undefined ? undefined : costOf(side.plan, side.prices)));
  const currency = next?.currency ?? old?.currency;
  if (currency === undefined) return undefined;
  return {
    currency,
    before: old?.currency === currency ? old.total : undefined,
    after: next?.total,
  };
}

/** As `costs 49.00 EUR a month` or `+12.00 EUR a month (49.00 → 61.00)`; for several tenants of one group, what each or all change. */
export function costSentence(deltas: readonly CostDelta[]): string | undefined {
  const [first] = deltas;
  if (first === undefined) return undefined;
  const sentences = new Set(deltas.map(sentenceOf));
  if (deltas.length === 1) return sentenceOf(first);
  return sentences.size === 1 ? `${sentenceOf(first)} each` : togetherSentence(first.currency, deltas);
}

function sentenceOf({ currency, before, after }: CostDelta): string {
  if (before === undefined) return `costs ${moneyText(after ?? 0n, currency)} a month`;
  if (after === undefined) return `${signed(-before, currency)} a month`;
  if (before === after) return `costs ${moneyText(after, currency)} a month as before`;
  const sides = [before, after].map((amount) => amountText(amount, currency)).join(' → ');
  return `${signed(after - before, currency)} a month (${sides})`;
}

function togetherSentence(currency: string, deltas: readonly CostDelta[]): string {
  if (deltas.every(({ before, after }) => before === after)) {
    const total = deltas.reduce((sum, { after = 0n }) => sum + after, 0n);
    return `costs ${moneyText(total, currency)} a month together as before`;
  }
  const change = deltas.reduce((sum, { before = 0n, after = 0n }) => sum + after - before, 0n);
  if (change === 0n) return 'costs as much a month together as before, in other parts';
  return `${signed(change, currency)} a month together`;
}

function signed(amount: MinorUnits, currency: string): string {
  return `${amount < 0n ? '−' : '+'}${moneyText(amount < 0n ? -amount : amount, currency)}`;
}
