import { afterEach, describe, expect, it } from 'vitest';
import { type CostCommand, runCost } from '../../../cli/cost/cost.js';
import { UsageError } from '../../../cli/terminal.js';
import { json, type PrometheusServer, prometheusServer, vector } from '../../generator/cost/prometheus-server.js';
import { folderOf, replaced, sample, sampleFiles } from '../../generator/read/sources-fixture.js';

const servers: PrometheusServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const cost = (options: Partial<CostCommand>) =>
  runCost({ root: folderOf(sampleFiles), all: options.id === undefined, csv: false, month: '2026-03', ...options });

const codes = ({ findings }: Awaited<ReturnType<typeof runCost>>) => findings.map((each) => each.code);

/** 31 days of March. */
const seconds = 31 * 86_400;

async function measuring(values: (query: string) => Record<string, string>, more: object = {}) {
  const server = await prometheusServer((asked, response) => json(response, 200, vector(values(asked.query), more)));
  servers.push(server);
  return server;
}

describe('tenantry cost', () => {
  it('gives every tenant’s month from the plans', async () => {
    const result = await cost({});
    expect(result.data).toMatchObject({ period: '2026-03', totals: '589.10 EUR' });
    expect(result.data.tenants).toHaveLength(6);
    expect(codes(result)).toEqual([]);
  });

  it('gives one tenant’s breakdown', async () => {
    const { data, lines } = await cost({ id: 'acme-auto' });
    expect(data.tenants).toMatchObject([{ tenant: 'acme-auto', fee: '49.00', overages: '8.10', total: '57.10' }]);
    expect(lines.at(-1)).toBe('Total: 57.10 EUR');
  });

  it('leaves out who was not there yet', async () => {
    expect((await cost({ month: '2024-12' })).data.tenants).toHaveLength(4);
  });

  it('says which tenants have no price', async () => {
    const platform = replaced(sample('platform.yaml'), '        free: {fee', '        trial: {fee');
    const result = await cost({ root: folderOf({ ...sampleFiles, 'platform.yaml': platform }) });
    expect(codes(result)).toEqual(['load/unknown-price', 'cost/no-price', 'cost/no-price']);
    expect(result.data.tenants).toHaveLength(4);
  });

  it.each([{ id: 'acme-auto', all: true }, { all: false }, { id: 'nobody' }, { month: '2026-13' }])(
    'refuses %o',
    async (options) => {
      await expect(cost(options)).rejects.toThrow(UsageError);
    },
  );
});

describe('tenantry cost with Prometheus', () => {
  it('charges what was measured, with three queries for all tenants', async () => {
    const server = await measuring((query) => ({
      'tenant-east-tyres': query.includes('cpu') ? String(2.2 * seconds) : String(1024 ** 3),
      'tenant-somebody-else': '1',
    }));
    const result = await cost({ prometheus: `${server.url}/`, token: 'abc' });
    expect(server.asked).toHaveLength(3);
    expect(server.asked.every((asked) => asked.authorization === 'Bearer abc')).toBe(true);
    const tenants = result.data.tenants as { tenant: string; measured: boolean; overages: string }[];
    expect(tenants.find(({ tenant }) => tenant === 'east-tyres')).toMatchObject({
      measured: true,
      overages: '9.00',
      usage: { cpu: { used: '2.2', charge: '9.00' } },
      hours: { cpuHours: '1636.80' },
    });
    expect(tenants.find(({ tenant }) => tenant === 'acme-auto')?.measured).toBe(false);
    expect(new Set(codes(result))).toEqual(new Set(['cost/no-usage']));
  });

  it('asks the address of each cluster’s profile, and gives it no token', async () => {
    const server = await measuring(() => ({ 'tenant-acme-auto': '1' }), { warnings: ['partial response'] });
    const platform = sample('platform.yaml').replaceAll(
      '        grafanaUrl:',
      `        prometheusUrl: ${server.url}\n        grafanaUrl:`,
    );
    const result = await cost({
      root: folderOf({ ...sampleFiles, 'platform.yaml': platform }),
      id: 'acme-auto',
      token: 'abc',
    });
    expect(server.asked).toHaveLength(3);
    expect(server.asked.every((asked) => asked.authorization === undefined)).toBe(true);
    expect(codes(result)).toEqual(['cost/partial-usage']);
  });

  it('asks nobody about a month that is still to come', async () => {
    const server = await measuring(() => ({}));
    await cost({ prometheus: server.url, month: '2999-01' });
    expect(server.asked).toEqual([]);
  });
});
