// What one tenant costs in a month: its tier's base fee, and what it uses beyond what the fee covers; and what a change of it costs.
// Input are its plan, the prices of platform.yaml and, where it was measured, its usage.
import type { Usage } from '../../constructs/base/concern.js';
import { memoize } from '../../constructs/base/memoize.js';
import { parseQuantity } from '../../constructs/base/quantity.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { concerns } from '../../constructs/index.js';
import type { Prices, TierPrice } from '../read/schema/prices.js';

export type PricedPlan = UsingPlan & Pick<TenantPlan, 'id' | 'product' | 'tier' | 'billing'>;

export interface UsageLine {
  readonly resource: Resource;
  /** Billionths, as in Usage. */
  readonly used: bigint;
  readonly included: bigint;
  /** What is used beyond what is included; zero where it is less. */
  readonly above: bigint;
  readonly unitPrice: NanoPrice;
  /** Rounded half up to a minor unit, each line by itself, so that the total is the sum of what is shown. */
  readonly charge: MinorUnits;
}

export interface TenantCost {
  readonly tenant: string;
  readonly product: string;
  readonly tier: string;
  readonly billing: TenantPlan['billing'];
  readonly currency: string;
  readonly measured: boolean;
  readonly fee: MinorUnits;
  readonly lines: readonly UsageLine[];
  readonly overages: MinorUnits;
  readonly total: MinorUnits;
}

/** The cost of a whole month; undefined where the tenant's tier has no price. */
export function costOf(plan: PricedPlan, prices: Prices, measured?: Usage): TenantCost | undefined {
  const price = tierPriceOf(plan, prices);
  if (price === undefined) return undefined;
  const { currency } = prices;
  const usage = measured ?? plannedUsage(plan);
  const lines = resources.map((resource) => usageLine(resource, usage[resource], price, prices));
  const fee = charge(1n, 1n, parsePrice(feeOf(plan, price)), currency);
  const overages = lines.reduce((sum, line) => sum + line.charge, 0n);
  const { id: tenant, product, tier, billing } = plan;
  return {
    tenant,
    product,
    tier,
    billing,
    currency,
    measured: measured !== undefined,
    fee,
    lines,
    overages,
    total: fee + overages,
  };
}

function tierPriceOf({ product, tier }: PricedPlan, { products }: Prices): TierPrice | undefined {
  const tiers = Object.hasOwn(products, product) ? products[product] : undefined;
  return tiers !== undefined && Object.hasOwn(tiers, tier) ? tiers[tier] : undefined;
}

function feeOf({ lifecycle }: PricedPlan, { fee, feeWhileSuspended }: TierPrice): string {
  return lifecycle === 'active' ? fee : (feeWhileSuspended ?? fee);
}

const one = parseQuantity('1');
const gibi = parseQuantity('1Gi');

/** What a unit is in a resource's own scale, and which price is for it. */
export const units = {
  cpu: { unit: one, price: 'cpu' },
  memory: { unit: gibi, price: 'memory' },
  storage: { unit: gibi, price: 'storage' },
  sites: { unit: one, price: 'domain' },
} as const satisfies Record<Resource, { unit: bigint; price: keyof Prices['overage'] }>;

function usageLine(resource: Resource, used: bigint, price: TierPrice, { overage, currency }: Prices): UsageLine {
  const included = parseQuantity(String(price.included[resource] ?? 0));
  const above = used > included ? used - included : 0n;
  const unitPrice = parsePrice(overage[units[resource].price]);
  return {
    resource,
    used,
    included,
    above,
    unitPrice,
    charge: charge(above, units[resource].unit, unitPrice, currency),
  };
}

export const resources = ['cpu', 'memory', 'storage', 'sites'] as const;
export type Resource = (typeof resources)[number];

export type UsingPlan = Omit<TenantPlan, 'origins'>;

/** What the plan reserves for as long as it stands. Nothing of a tenant that is not active runs. */
export function plannedUsage(plan: UsingPlan): Usage {
  const parts = concerns.map(({ usage }) => usage?.(plan) ?? {});
  const sum = (resource: Resource) => parts.reduce((total, part) => total + (part[resource] ?? 0n), 0n);
  return { cpu: sum('cpu'), memory: sum('memory'), storage: sum('storage'), sites: sum('sites') };
}

/** A whole number of a currency's minor units: 4900n is 49.00 EUR. */
export type MinorUnits = bigint;

/** A price in billionths of the currency's unit, which holds every price that the schema allows. */
export type NanoPrice = bigint;

const nano = 1_000_000_000n;

/** Reads an amount as the schema of prices allows it. */
export function parsePrice(text: string): NanoPrice {
  return parseQuantity(text);
}

/** Digits after the point: ISO 4217, as ECMA-402 (CurrencyDigits) takes it over; 2 for EUR, 0 for JPY. */
export const minorDigits = memoize(
  (currency) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2,
);

/** What an amount of something costs, rounded half up to a minor unit. `unit` is what the price is for, in the amount's scale. */
export function charge(amount: bigint, unit: bigint, price: NanoPrice, currency: string): MinorUnits {
  return divideHalfUp(amount * price * 10n ** BigInt(minorDigits(currency)), unit * nano);
}

/** As `49.00`, or `-12.50`. */
export function amountText(amount: MinorUnits, currency: string): string {
  return decimalText(amount, minorDigits(currency));
}

/** As `49.00 EUR`. */
export function moneyText(amount: MinorUnits, currency: string): string {
  return `${amountText(amount, currency)} ${currency}`;
}

/** Divides what is zero or more by what is more than zero. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

/** A whole number with its last digits after a point. */
export function decimalText(value: bigint, digits: number): string {
  const text = String(value < 0n ? -value : value).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${value < 0n ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}

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
