// The showback of one tenant's month for people, and its data for programs: fee, usage against what is included, overages, total.
import type { MeasuredHours } from './measured-usage.js';
import { amountText, decimalText, divideHalfUp, moneyText, type NanoPrice } from './money.js';
import type { Month } from './month.js';
import { type TenantCost, type UsageLine, units } from './tenant-cost.js';
import type { Resource } from './usage.js';

interface Wording {
  readonly name: string;
  readonly unit: string;
  /** Digits after the point. */
  readonly digits: number;
}

const wordings: Readonly<Record<Resource, Wording>> = {
  cpu: { name: 'CPU', unit: 'cores', digits: 3 },
  memory: { name: 'Memory', unit: 'GiB', digits: 3 },
  storage: { name: 'Storage', unit: 'GiB', digits: 3 },
  sites: { name: 'Sites', unit: '', digits: 0 },
};

/** The breakdown, a line each. */
export function costLines(cost: TenantCost, month: Month, hours?: MeasuredHours): string[] {
  const { currency, tenant, tier, fee, overages, total, lines } = cost;
  return [
    `Client: ${tenant}`,
    `Tier: ${tier}`,
    `Period: ${month.name}`,
    '',
    `Base Fee: ${moneyText(fee, currency)}`,
    '',
    `Resource Usage${cost.measured ? ' (measured, on average)' : ''}:`,
    ...lines.map((line) => `  - ${usageText(line, currency)}`),
    ...(hours === undefined ? [] : [`  - ${hours.cpuHours} CPU hours, ${hours.memoryGibHours} GiB hours of memory`]),
    '',
    `Overages: ${moneyText(overages, currency)}`,
    '',
    `Total: ${moneyText(total, currency)}`,
  ];
}

/** All amounts as decimal text: programs must not read money as floating-point numbers either. */
export function costData(cost: TenantCost, month: Month, hours?: MeasuredHours): Record<string, unknown> {
  const { currency, tenant, product, tier, billing, measured, fee, overages, total, lines } = cost;
  const money = (amount: bigint) => amountText(amount, currency);
  return {
    ...{ tenant, product, tier, billing, period: month.name, currency, measured },
    fee: money(fee),
    usage: Object.fromEntries(lines.map((line) => [line.resource, lineData(line, currency)])),
    ...(hours === undefined ? {} : { hours }),
    overages: money(overages),
    total: money(total),
  };
}

/** An amount in the unit that people read, as `1.45` or `80`. */
export function unitsText(resource: Resource, amount: bigint): string {
  const { digits } = wordings[resource];
  return trimmed(decimalText(divideHalfUp(amount * 10n ** BigInt(digits), units[resource].unit), digits));
}

function usageText(line: UsageLine, currency: string): string {
  const { name, unit } = wordings[line.resource];
  const count = (amount: bigint) => `${unitsText(line.resource, amount)}${unit === '' ? '' : ` ${unit}`}`;
  const quota = `${count(line.included)} quota`;
  if (line.above === 0n) return `${name}: ${count(line.used)} (within ${quota})`;
  const price = `at ${priceText(line.unitPrice)} = ${moneyText(line.charge, currency)}`;
  return `${name}: ${count(line.used)} (${count(line.above)} above ${quota}, ${price})`;
}

function lineData({ resource, used, included, above, unitPrice, charge }: UsageLine, currency: string) {
  return {
    unit: wordings[resource].unit === '' ? 'sites' : wordings[resource].unit,
    used: unitsText(resource, used),
    included: unitsText(resource, included),
    above: unitsText(resource, above),
    unitPrice: priceText(unitPrice),
    charge: amountText(charge, currency),
  };
}

/** At least two digits after the point. */
function priceText(price: NanoPrice): string {
  return decimalText(price, 9).replace(/0{1,7}$/, '');
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
