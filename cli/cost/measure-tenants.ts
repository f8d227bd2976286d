// Asks the Prometheus of each cluster what its tenants used: three queries for each address, for all tenants together.

import { type Finding, finding } from '../../constructs/base/finding.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { MeasuredTenant } from '../../generator/cost/measured-usage.js';
import { type Measurements, measuredTenant, type Period, usageQueries } from '../../generator/cost/measured-usage.js';
import { queryPrometheus } from '../../generator/cost/query-prometheus.js';
import type { PlatformSpec } from '../../generator/read/schema/platform.js';

interface MeasureOptions {
  readonly spec: PlatformSpec;
  readonly plans: readonly TenantPlan[];
  readonly period: Period;
  /** Asked for every cluster, in place of the addresses of platform.yaml. */
  readonly address?: string;
  /** Goes to `address` alone: an address in a file that others change must not be given it. */
  readonly token?: string;
}

interface MeasureResult {
  /** By id; a tenant that nothing was measured of is absent. */
  readonly tenants: ReadonlyMap<string, MeasuredTenant>;
  readonly findings: readonly Finding[];
}

/** @throws OutsideError where an address can't be asked. */
export async function measureTenants(options: MeasureOptions): Promise<MeasureResult> {
  const tenants = new Map<string, MeasuredTenant>();
  const findings: Finding[] = [];
  for (const [url, plans] of plansByAddress(options)) {
    const { measurements, warnings } = await ask(url, options);
    findings.push(...[...new Set(warnings)].map((warning) => partialFinding(url, warning)));
    for (const plan of plans) {
      const { namespace, hosts, lifecycle } = plan;
      const sites = lifecycle === 'active' ? hosts.length : 0;
      const measured = measuredTenant(measurements, { namespace, sites }, options.period);
      if (measured !== undefined) tenants.set(plan.id, measured);
      else if (lifecycle === 'active') findings.push(absentFinding(url, plan.id));
    }
  }
  return { tenants, findings };
}

function plansByAddress({ spec, plans, address }: MeasureOptions): Map<string, TenantPlan[]> {
  const byAddress = new Map<string, TenantPlan[]>();
  for (const plan of plans) {
    const url = address ?? spec.clusters[plan.cluster.name]?.monitoring.prometheusUrl;
    if (url !== undefined) byAddress.set(url, [...(byAddress.get(url) ?? []), plan]);
  }
  return byAddress;
}

async function ask(
  url: string,
  { spec, period, address, token }: MeasureOptions,
): Promise<{ measurements: Measurements; warnings: readonly string[] }> {
  const queries = usageQueries(spec.namespacePrefix, period);
  const [cpu, memory, storage] = await Promise.all(
    [queries.cpuSeconds, queries.memoryByteSteps, queries.storageBytes].map((query) =>
      queryPrometheus({ url, token: address && token }, query),
    ) as [Answer, Answer, Answer],
  );
  return {
    measurements: { cpuSeconds: cpu.samples, memoryByteSteps: memory.samples, storageBytes: storage.samples },
    warnings: [cpu, memory, storage].flatMap((answer) => answer.warnings),
  };
}

type Answer = ReturnType<typeof queryPrometheus>;

function partialFinding(url: string, warning: string): Finding {
  return finding('cost/partial-usage', {
    message: `Prometheus at ${url} says: ${warning}`,
    hint: 'ask again when every part of it answers, before anybody is charged',
  });
}

function absentFinding(url: string, tenant: string): Finding {
  return finding('cost/no-usage', {
    message: `Prometheus at ${url} has measured nothing of ${tenant}: its cost comes from its plan`,
    hint: 'see whether the tenant ran in that month, and whether cAdvisor’s metrics are scraped',
    tenant,
  });
}
