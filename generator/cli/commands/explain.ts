// `tenantry explain`: the plan of one tenant, and for each value who set it and where.
import { didYouMean, nearestPaths } from '../../load/did-you-mean.js';
import { type Origin, placeOf, type Sourced } from '../../plan/sourced.js';
import type { CommandResult } from '../command-result.js';
import { loadPlatform } from '../load-platform.js';
import { placeText } from '../show-findings.js';
import { UsageError } from '../usage-error.js';

export interface ExplainCommand {
  readonly root: string;
  readonly id: string;
  /** Shows only this path and what is below it, as `services.api`. */
  readonly field?: string;
}

/** Runs the command. */
export async function runExplain({ root, id, field }: ExplainCommand): Promise<CommandResult> {
  const { findings, sources, renderer } = await loadPlatform(root);
  const own = [...findings, ...(renderer?.planFindings ?? [])].filter(
    ({ tenant }) => tenant === undefined || tenant === id,
  );
  const plan = renderer?.plans.get(id);
  if (plan === undefined) {
    if (sources !== undefined && !sources.ids.has(id))
      throw new UsageError(
        `there is no tenant ${id}: ${didYouMean(id, [...sources.ids]) ?? 'add one with `tenantry add`'}`,
      );
    return {
      findings: own,
      data: { tenant: id },
      lines: [`${id} can not be planned`],
      next: ['correct the errors above'],
    };
  }
  const all = [...plan.origins.entries()];
  const shown =
    field === undefined
      ? all.filter(([path]) => !path.startsWith('cluster.'))
      : all.filter(([path]) => path === field || path.startsWith(`${field}.`));
  if (shown.length === 0)
    throw new UsageError(
      `the plan of ${id} has no ${field}; the nearest it has: ${nearestPaths(field ?? '', sections(all)).join(', ')}`,
    );
  return {
    findings: own,
    data: {
      tenant: id,
      values: shown.map(([path, sourced]) => ({ path, value: sourced.value, ...originData(sourced.origin) })),
    },
    lines: table(shown),
    next: field === undefined ? [`see the cluster’s values: tenantry explain ${id} cluster`] : [],
  };
}

function sections(all: readonly [string, unknown][]): string[] {
  return [
    ...new Set(all.flatMap(([path]) => path.split('.').map((_, index, steps) => steps.slice(0, index + 1).join('.')))),
  ];
}

function originData(origin: Origin): Record<string, unknown> {
  const place = placeOf(origin);
  return {
    layer: origin.layer,
    ...(place === undefined ? {} : { place }),
    ...(origin.through === undefined ? {} : { through: originData(origin.through) }),
  };
}

function originText(origin: Origin): string {
  const place = placeOf(origin);
  const own = place === undefined ? origin.layer : `${origin.layer} ${placeText(place)}`;
  return origin.through === undefined ? own : `${own}, from ${originText(origin.through)}`;
}

function table(rows: readonly [string, Sourced<unknown>][]): string[] {
  const texts = rows.map(
    ([path, { value, origin }]) =>
      [path, typeof value === 'string' ? value : JSON.stringify(value), originText(origin)] as const,
  );
  const [first, second] = [0, 1].map((column) =>
    Math.min(48, Math.max(...texts.map((row) => row[column as 0 | 1].length))),
  );
  return texts.map(([path, value, origin]) => `${path.padEnd(first ?? 0)}  ${value.padEnd(second ?? 0)}  ${origin}`);
}
