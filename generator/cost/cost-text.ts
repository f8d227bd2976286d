// The showback of one tenant's month for people, and its data for programs: fee, usage against what is included, overages, total.
import type { MeasuredHours, Month } from './measured-usage.js';
import {
  amountText,
  decimalText,
  divideHalfUp,
  moneyText,
  type NanoPrice,
  type Resource,
  resources,
  type TenantCost,
  type UsageLine,
  units,
} from './tenant-cost.js';

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
    tenant,
    product,
    tier,
    billing,
    period: month.name,
    currency,
    measured,
    fee: money(fee),
    usage: Object.fromEntries(lines.map((line) => [line.resource, lineData(line, currency)])),
    hours,
    overages: money(overages),
    total: money(total),
  };
}

/** An amount in the unit that people read, as `1.45` or `80`. */
function unitsText(resource: Resource, amount: bigint): string {
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

/** Header and rows. */
export function costCsv(costs: readonly TenantCost[], month: Month): string[] {
  const header = ['tenant', 'product', 'tier', 'period', 'customer_id', 'subscription_id', 'cost_center', 'department'];
  const used = resources.flatMap((resource) => [`${resource}_used`, `${resource}_included`, `${resource}_charge`]);
  const columns = [...header, 'measured', 'currency', 'fee', ...used, 'overages', 'total'];
  return [columns, ...costs.map((cost) => row(cost, month))].map((fields) => fields.map(field).join(','));
}

function row(cost: TenantCost, month: Month): string[] {
  const { tenant, product, tier, billing, currency, measured, fee, lines, overages, total } = cost;
  const { customerId = '', subscriptionId = '', costCenter = '', department = '' } = billing;
  const money = (amount: bigint) => amountText(amount, currency);
  return [
    ...[tenant, product, tier, month.name, customerId, subscriptionId, costCenter, department],
    ...[String(measured), currency, money(fee)],
    ...lines.flatMap((line) => [
      unitsText(line.resource, line.used),
      unitsText(line.resource, line.included),
      money(line.charge),
    ]),
    ...[money(overages), money(total)],
  ];
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Header, a line for each tenant and the sum. */
export function costTable(costs: readonly TenantCost[], month: Month): string[] {
  const header = ['TENANT', 'TIER', 'BASE FEE', 'OVERAGES', 'TOTAL'];
  const rows = costs.map(({ tenant, tier, currency, fee, overages, total }) => [
    ...[tenant, tier, amountText(fee, currency), amountText(overages, currency)],
    moneyText(total, currency),
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line), '', `${costs.length} tenants in ${month.name}: ${totalText(costs)}`];
}

/** The sum of all totals; prices have one currency. */
export function totalText(costs: readonly TenantCost[]): string {
  const [first] = costs;
  const sum = costs.reduce((total, cost) => total + cost.total, 0n);
  return first === undefined ? 'nothing' : moneyText(sum, first.currency);
}
