// `tenantry cost`: what tenants cost in a month, from their plans, or from what Prometheus measured where an address is given.
import { costCsv } from '../../cost/cost-csv.js';
import { costTable, totalText } from '../../cost/cost-table.js';
import { costData, costLines } from '../../cost/cost-text.js';
import type { MeasuredTenant } from '../../cost/measured-usage.js';
import { type Month, tryParseMonth } from '../../cost/month.js';
import { costOf, type TenantCost } from '../../cost/tenant-cost.js';
import { type Finding, finding } from '../../finding/finding.js';
import { didYouMean } from '../../load/did-you-mean.js';
import type { PlatformSpec } from '../../load/schema/platform.js';
import type { Sources } from '../../load/sources.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import { now } from '../clock.js';
import type { CommandResult } from '../command-result.js';
import { loadPlatform } from '../load-platform.js';
import { measureTenants } from '../measure-tenants.js';
import { today } from '../today.js';
import { UsageError } from '../usage-error.js';

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
  const { findings, sources, renderer } = await loadPlatform(options.root);
  if (sources === undefined || renderer === undefined) return unusable(findings, 'platform.yaml has errors');
  const { spec } = sources.platform.data;
  if (spec.prices === undefined) return unusable([...findings, noPrices(sources)], 'there are no prices');
  const plans = chosenPlans(options, sources, renderer.plans).filter((plan) => existed(plan, month));
  const measured = await measure(options, spec, plans, month);
  const bills = plans.map((plan) => bill(plan, spec, measured.tenants.get(plan.id)));
  const relevant = findings.filter((each) => options.all || each.tenant === undefined || each.tenant === options.id);
  return shown({
    ...{ options, month, bills: bills.filter((each) => each.cost !== undefined) as Bill[] },
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
    ...{ spec, plans, period },
    ...(prometheus === undefined ? {} : { address: prometheus.replace(/\/+$/, '') }),
    ...(token === undefined ? {} : { token }),
  });
}

function bill(plan: TenantPlan, { prices }: PlatformSpec, measured: MeasuredTenant | undefined): TriedBill {
  const cost = prices === undefined ? undefined : costOf(plan, prices, measured?.usage);
  return { id: plan.id, cost, ...(measured === undefined ? {} : { measured }) };
}

function unpriced({ id, product, tier, origins }: TenantPlan, bills: readonly TriedBill[]): Finding[] {
  if (bills.some((each) => each.id === id && each.cost !== undefined)) return [];
  const file = origins.of('tier')?.document?.file;
  return [
    finding('cost/no-price', {
      message: `the tier ${tier} of ${product} has no price, so ${id} has no cost`,
      hint: `add it to platform.yaml under spec.prices.products.${product}`,
      tenant: id,
      ...(file === undefined ? {} : { place: { file } }),
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
