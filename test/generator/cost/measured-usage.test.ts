import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../constructs/base/quantity.js';
import { type Measurements, measuredTenant, usageQueries } from '../../../generator/cost/measured-usage.js';

const period = { start: 1_000_000, end: 1_000_000 + 100 * 3600 };
const acme = { namespace: 'tenant-acme', sites: 2 };

const measured = (values: Partial<Record<keyof Measurements, string>>): Measurements => {
  const samples = (text: string | undefined) =>
    new Map(text === undefined ? [] : [[acme.namespace, parseQuantity(text)] as const]);
  return {
    cpuSeconds: samples(values.cpuSeconds),
    memoryByteSteps: samples(values.memoryByteSteps),
    storageBytes: samples(values.storageBytes),
  };
};

describe('usageQueries', () => {
  const queries = Object.values(usageQueries('tenant-', period));

  it.each(queries)('asks for all tenants at once, in PromQL that parses: $promql', ({ promql, time }) => {
    const broken: number[] = [];
    parser.parse(promql).iterate({ enter: (node) => void (node.type.isError && broken.push(node.from)) });
    expect(broken).toEqual([]);
    expect(promql).toContain('namespace=~"tenant-.+"');
    expect(promql).toContain('sum by (namespace)');
    expect(promql).toContain('[360000s');
    expect(time).toBe(period.end);
  });

  it('takes the prefix to the letter', () => {
    expect(usageQueries('a.b-', period).cpuSeconds.promql).toContain('namespace=~"a\\\\.b-.+"');
  });
});

describe('measuredTenant', () => {
  it('averages over the whole period, and keeps the hours', () => {
    const answer = measured({ cpuSeconds: '540k', memoryByteSteps: '200Gi', storageBytes: '40Gi' });
    expect(measuredTenant(answer, acme, period)).toEqual({
      usage: {
        cpu: parseQuantity('1500m'),
        memory: parseQuantity('2Gi'),
        storage: parseQuantity('40Gi'),
        sites: parseQuantity('2'),
      },
      hours: { cpuHours: '150.00', memoryGibHours: '200.00' },
    });
  });

  it('takes a namespace without volumes as one that stores nothing', () => {
    const answer = measured({ cpuSeconds: '1', memoryByteSteps: '1Gi' });
    expect(measuredTenant(answer, acme, period)?.usage.storage).toBe(0n);
  });

  it.each([{ cpuSeconds: '1' }, { memoryByteSteps: '1Gi' }, { storageBytes: '1Gi' }, {}])(
    'is undefined where CPU or memory is missing: %o',
    (values) => {
      expect(measuredTenant(measured(values), acme, period)).toBeUndefined();
    },
  );
});
