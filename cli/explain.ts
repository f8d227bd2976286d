// `tenantry explain`: shows the plan of a tenant, with the origin of each value.

import { App } from 'cdk8s';
import { listAt, textAt } from '../constructs/base/fields.js';
import type { Finding } from '../constructs/base/finding.js';
import { compareText } from '../constructs/base/order.js';
import type { TenantPlan } from '../constructs/base/tenant-plan.js';
import { type Origin, placeOf, type Sourced } from '../constructs/base/traced.js';
import { didYouMean, nearestPaths } from '../constructs/base/wording.js';
import { containing } from '../generator/plan/plan-all.js';
import { tenantObjects } from '../generator/render/render-tenant.js';
import { type CommonOptions, defineCommand } from './define-command.js';
import { openPlatform } from './open-platform.js';
import { placeText } from './show-findings.js';
import type { CommandResult } from './show-result.js';
import { UsageError } from './terminal.js';

export const explainCommand = defineCommand(
  {
    options: [],
    examples: [
      'tenantry explain acme-auto',
      'tenantry explain acme-auto services.api.replicas',
      'tenantry explain acme-auto secrets',
      'tenantry explain acme-auto cluster --output json',
    ],
  },
  async ([id = '', field], options: CommonOptions) => runExplain({ ...options, id, field }),
);

interface ExplainCommand {
  readonly root: string;
  readonly id: string;
  /** Shows only this path and what is below it, as `services.api`. */
  readonly field?: string;
}

/** Runs the command. */
async function runExplain({ root, id, field }: ExplainCommand): Promise<CommandResult> {
  const { findings, sources, renderer } = await openPlatform({ root });
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
  const shown = valuesShown(plan, field);
  const { entries, findings: failed } = field === undefined || field === secretsField ? entriesOf(plan) : noEntries;
  return {
    findings: [...own, ...failed],
    data: {
      tenant: id,
      values: shown.map(([path, sourced]) => ({ path, value: sourced.value, ...originData(sourced.origin) })),
      secretStore: entries,
    },
    lines: beneath(table(shown), entries === undefined ? [] : entryLines(plan, entries)),
    next: field === undefined ? [`see the cluster’s values: tenantry explain ${id} cluster`] : [],
  };
}

/** Whose answer is more than the plan's values, and is there for a product that declares none. */
const secretsField = 'secrets';

function valuesShown({ id, origins }: TenantPlan, field: string | undefined): [string, Sourced<unknown>][] {
  const all = [...origins.entries()];
  if (field === undefined) return all.filter(([path]) => !path.startsWith('cluster.'));
  const shown = all.filter(([path]) => path === field || path.startsWith(`${field}.`));
  if (shown.length === 0 && field !== secretsField)
    throw new UsageError(
      `the plan of ${id} has no ${field}; the nearest it has: ${nearestPaths(field, sections(all)).join(', ')}`,
    );
  return shown;
}

interface Entries {
  /** Absent where they were not asked for, or the tenant can not be rendered. */
  readonly entries?: readonly RequiredEntry[];
  readonly findings: readonly Finding[];
}

const noEntries: Entries = { findings: [] };

function entriesOf(plan: TenantPlan): Entries {
  return containing<Entries>(plan.id, () => ({ entries: requiredEntries(plan), findings: [] }));
}

function entryLines({ cluster }: TenantPlan, entries: readonly RequiredEntry[]): string[] {
  if (entries.length === 0) return [`the secret store of ${cluster.name} need hold nothing for this tenant`];
  const width = Math.max(...entries.map(({ path }) => path.length));
  const rows = entries.map(({ path, keys }) => `  ${path.padEnd(width)}  ${keys.join(', ') || 'the whole entry'}`);
  return [`the secret store of ${cluster.name} must hold, as entry and keys:`, ...rows];
}

/** Two parts of an answer, with a blank line between them where both have something to say. */
function beneath(first: readonly string[], second: readonly string[]): string[] {
  return [...first, ...(first.length > 0 && second.length > 0 ? [''] : []), ...second];
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
    place,
    through: origin.through && originData(origin.through),
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

export interface RequiredEntry {
  /** As the store knows it, from its root or mount. */
  readonly path: string;
  /** None where a platform's own construct takes the entry as a whole. */
  readonly keys: readonly string[];
}

/** Every entry that one of the tenant's objects reads, sorted. */
export function requiredEntries(plan: TenantPlan): RequiredEntry[] {
  const keysOf = new Map<string, Set<string>>();
  for (const { path, key } of readsOf(plan)) {
    const keys = keysOf.get(path) ?? new Set();
    if (key !== undefined) keys.add(key);
    keysOf.set(path, keys);
  }
  return [...keysOf]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, keys]) => ({ path, keys: [...keys].sort(compareText) }));
}

function readsOf(plan: TenantPlan): { readonly path: string; readonly key: string | undefined }[] {
  return [...tenantObjects(new App(), plan).values()]
    .flat()
    .filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap((object) => listAt(object, 'spec', 'data'))
    .flatMap((data) => {
      const path = textAt(data, 'remoteRef', 'key');
      return path === undefined ? [] : [{ path, key: textAt(data, 'remoteRef', 'property') }];
    });
}
