// What one tenant costs in a month: its tier's base fee, and what it uses beyond what the fee covers.
// Input are its plan, the prices of platform.yaml and, where it was measured, its usage.
import { parseQuantity } from '../../constructs/quantity.js';
import type { Prices, TierPrice } from '../load/schema/prices.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import { charge, type MinorUnits, type NanoPrice, parsePrice } from './money.js';
import { plannedUsage, type Resource, resources, type Usage, type UsingPlan } from './usage.js';

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
    ...{ tenant, product, tier, billing, currency, measured: measured !== undefined },
    ...{ fee, lines, overages, total: fee + overages },
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
