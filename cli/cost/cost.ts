// `tenantry cost`: shows what tenants cost in a month, by their plan or by what Prometheus measured.
import { Option } from 'commander';
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { didYouMean } from '../../constructs/base/wording.js';
import { costCsv, costData, costLines, costTable, totalText } from '../../generator/cost/cost-text.js';
import {
  type MeasuredTenant,
  type Measurements,
  type Month,
  measuredTenant,
  type Period,
  tryParseMonth,
  usageQueries,
} from '../../generator/cost/measured-usage.js';
import { queryPrometheus } from '../../generator/cost/query-prometheus.js';
import { costOf, type TenantCost } from '../../generator/cost/tenant-cost.js';
import type { PlatformSpec } from '../../generator/read/schema/platform.js';
import type { Sources } from '../../generator/read/sources.js';
import { now, today } from '../clock.js';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { openPlatform } from '../open-platform.js';
import type { CommandResult } from '../show-result.js';
import { UsageError } from '../terminal.js';

export const costCommand = defineCommand(
  {
    description:
      'Reckons with the prices in platform.yaml: a base fee for each tier, and what is used beyond it. Usage comes from the plan, or from Prometheus where an address is given. A bearer token for --prometheus is read from TENANTRY_PROMETHEUS_TOKEN.',
    options: [
      new Option('--all', 'every tenant').default(false),
      new Option('--month <month>', 'as 2026-11; default: the current one'),
      new Option('--prometheus <url>', 'Prometheus’ address; default: those of the clusters in platform.yaml'),
      new Option('--csv', 'answer as CSV').default(false),
    ],
    examples: [
      'tenantry cost acme-auto',
      'tenantry cost --all --month 2026-11 --csv > november.csv',
      'tenantry cost --all --prometheus http://127.0.0.1:9090 --output json',
    ],
  },
  async ([id], options: CommonOptions & { all: boolean; month?: string; prometheus?: string; csv: boolean }) => {
    const token = process.env.TENANTRY_PROMETHEUS_TOKEN || undefined;
    return runCost({ ...options, id, token });
  },
);

export interface CostCommand {
  readonly root: string;
  readonly id?: string;
  readonly all: boolean;
  /** As `2026-11`; the current one where absent. */
  readonly month?: string;
  /** Address of a Prometheus, in place of those in platform.yaml. */
  readonly prometheus?: string;
  /** Bearer token for that address. */
  readonly token?: string;
  readonly csv: boolean;
}

/** Runs the command; throws UsageError for options that contradict each other and OutsideError for a Prometheus that can't be asked. */
export async function runCost(options: CostCommand): Promise<CommandResult> {
  const month = readMonth(options);
  if ((options.id === undefined) === !options.all) throw new UsageError('name one tenant, or say --all');
  const { findings, sources, renderer } = await openPlatform({ root: options.root });
  if (sources === undefined || renderer === undefined) return unusable(findings, 'platform.yaml has errors');
  const { spec } = sources.platform.data;
  if (spec.prices === undefined) return unusable([...findings, noPrices(sources)], 'there are no prices');
  const plans = chosenPlans(options, sources, renderer.plans).filter((plan) => existed(plan, month));
  const measured = await measure(options, spec, plans, month);
  const bills = plans.map((plan) => bill(plan, spec, measured.tenants.get(plan.id)));
  const relevant = findings.filter((each) => options.all || each.tenant === undefined || each.tenant === options.id);
  return shown({
    options,
    month,
    bills: bills.filter((each) => each.cost !== undefined) as Bill[],
    findings: [...relevant, ...measured.findings, ...plans.flatMap((plan) => unpriced(plan, bills))],
  });
}

interface Bill {
  readonly cost: TenantCost;
  readonly measured?: MeasuredTenant;
}

type TriedBill = Omit<Bill, 'cost'> & { readonly id: string; readonly cost: TenantCost | undefined };

function readMonth({ month = today().slice(0, 7) }: CostCommand): Month {
  const parsed = tryParseMonth(month);
  if (parsed === undefined) throw new UsageError(`the month ${month} can not be used: write it as 2026-11`);
  return parsed;
}

function chosenPlans({ id }: CostCommand, { ids }: Sources, plans: ReadonlyMap<string, TenantPlan>): TenantPlan[] {
  if (id === undefined) return [...plans.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!ids.has(id)) throw new UsageError(`there is no tenant ${id}: ${didYouMean(id, [...ids]) ?? 'add one first'}`);
  return [...plans.values()].filter((plan) => plan.id === id);
}

function existed({ createdOn }: TenantPlan, { lastDay }: Month): boolean {
  return createdOn === undefined || createdOn <= lastDay;
}

function measure({ prometheus, token }: CostCommand, spec: PlatformSpec, plans: readonly TenantPlan[], month: Month) {
  const period = { start: month.start, end: Math.min(month.end, now()) };
  if (period.end <= period.start) return { tenants: new Map<string, MeasuredTenant>(), findings: [] };
  return measureTenants({
    spec,
    plans,
    period,
    address: prometheus?.replace(/\/+$/, ''),
    token,
  });
}

function bill(plan: TenantPlan, { prices }: PlatformSpec, measured: MeasuredTenant | undefined): TriedBill {
  const cost = prices && costOf(plan, prices, measured?.usage);
  return { id: plan.id, cost, measured };
}

function unpriced({ id, product, tier, origins }: TenantPlan, bills: readonly TriedBill[]): Finding[] {
  if (bills.some((each) => each.id === id && each.cost !== undefined)) return [];
  const file = origins.of('tier')?.document?.file;
  return [
    finding('cost/no-price', {
      message: `the tier ${tier} of ${product} has no price, so ${id} has no cost`,
      hint: `add it to platform.yaml under spec.prices.products.${product}`,
      tenant: id,
      place: file === undefined ? undefined : { file },
    }),
  ];
}

function noPrices({ platform }: Sources): Finding {
  return finding('cost/no-price', {
    message: 'this platform has no prices',
    hint: 'add spec.prices: docs/costs.md has an example',
    place: platform.document.place(['spec'], 'key'),
  });
}

interface Answer {
  readonly options: CostCommand;
  readonly month: Month;
  readonly bills: readonly Bill[];
  readonly findings: readonly Finding[];
}

function shown({ options, month, bills, findings }: Answer): CommandResult {
  const costs = bills.map((each) => each.cost);
  return {
    findings,
    data: {
      period: month.name,
      tenants: bills.map(({ cost, measured }) => costData(cost, month, measured?.hours)),
      totals: totalText(costs),
    },
    lines: linesOf(options, month, bills),
    next: options.all && !options.csv ? ['see one tenant’s breakdown: tenantry cost <id>'] : [],
  };
}

function linesOf({ csv, all }: CostCommand, month: Month, bills: readonly Bill[]): string[] {
  const costs = bills.map((each) => each.cost);
  if (csv) return costCsv(costs, month);
  if (all) return costTable(costs, month);
  const [only] = bills;
  return only === undefined
    ? [`nothing is charged for ${month.name}`]
    : costLines(only.cost, month, only.measured?.hours);
}

function unusable(findings: readonly Finding[], why: string): CommandResult {
  return { findings, data: { tenants: [] }, lines: [`${why}: nothing can be charged`], next: [] };
}

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

/**
 * Asks the Prometheus of each cluster what its tenants used: three queries for each address, for all tenants together.
 * @throws OutsideError where an address can't be asked.
 */
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
    ) as [Queried, Queried, Queried],
  );
  return {
    measurements: { cpuSeconds: cpu.samples, memoryByteSteps: memory.samples, storageBytes: storage.samples },
    warnings: [cpu, memory, storage].flatMap((answer) => answer.warnings),
  };
}

type Queried = ReturnType<typeof queryPrometheus>;

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
