// Costs as CSV (RFC 4180) for spreadsheets and billing systems: a row for each tenant.

import { unitsText } from './cost-text.js';
import { amountText } from './money.js';
import type { Month } from './month.js';
import type { TenantCost } from './tenant-cost.js';
import { resources } from './usage.js';

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
