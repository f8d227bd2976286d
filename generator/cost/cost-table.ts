// The costs of many tenants as a table for the terminal, with their sum.
import { amountText, moneyText } from './money.js';
import type { Month } from './month.js';
import type { TenantCost } from './tenant-cost.js';

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
