import { describe, expect, it } from 'vitest';
import { costCsv, costData, costLines, costTable } from '../../../generator/cost/cost-text.js';
import { type Month, tryParseMonth } from '../../../generator/cost/measured-usage.js';
import { costOf, type TenantCost } from '../../../generator/cost/tenant-cost.js';
import { pricedPlan, pricesWith, type Size } from './priced-plan.js';

const month = tryParseMonth('2025-01') as Month;
const cost = (size: Size) => costOf(pricedPlan(size), pricesWith()) as TenantCost;

describe('costLines', () => {
  it('breaks a month down as bills do: fee, usage against the quota, overages, total', () => {
    expect(costLines(cost({ cpu: '1500m', memory: '4Gi', storage: '80Gi', domains: 1 }), month)).toEqual([
      'Client: acme',
      'Tier: professional',
      'Period: 2025-01',
      '',
      'Base Fee: 49.00 EUR',
      '',
      'Resource Usage:',
      '  - CPU: 1.5 cores (within 2 cores quota)',
      '  - Memory: 4 GiB (within 4 GiB quota)',
      '  - Storage: 80 GiB (30 GiB above 50 GiB quota, at 0.10 = 3.00 EUR)',
      '  - Sites: 2 (within 2 quota)',
      '',
      'Overages: 3.00 EUR',
      '',
      'Total: 52.00 EUR',
    ]);
  });

  it('names the hours that were measured', () => {
    const hours = { cpuHours: '744.00', memoryGibHours: '1488.50' };
    expect(costLines(cost({}), month, hours)).toContain('  - 744.00 CPU hours, 1488.50 GiB hours of memory');
  });
});

describe('costData', () => {
  it('holds amounts as text, never as numbers', () => {
    const data = costData(cost({ storage: '80Gi' }), month);
    expect(data).toMatchObject({ tenant: 'acme', period: '2025-01', currency: 'EUR', fee: '49.00', total: '52.00' });
    expect(data).toMatchObject({ usage: { storage: { used: '80', included: '50', above: '30', charge: '3.00' } } });
    expect(JSON.stringify(data)).not.toMatch(/:\d/);
  });
});

describe('costCsv', () => {
  it('has a row of as many fields as the header for each tenant', () => {
    const rows = costCsv([cost({}), cost({ id: 'bolt', storage: '80Gi' })], month).map((row) => row.split(','));
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows[2]?.[0]).toBe('bolt');
    expect(rows[2]?.at(-1)).toBe('52.00');
  });

  it('quotes what would end a field', () => {
    const billing = { costCenter: 'a,"b"' };
    expect(costCsv([{ ...cost({}), billing }], month)[1]).toContain('"a,""b"""');
  });
});

describe('costTable', () => {
  it('ends with the sum', () => {
    const lines = costTable([cost({}), cost({ id: 'bolt', storage: '80Gi' })], month);
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toBe('2 tenants in 2025-01: 101.00 EUR');
  });
});
