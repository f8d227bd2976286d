// The semantic diff for `diff` and `validate --report`: it compares an opened platform with another revision, or with what is published.
import type { Finding } from '../constructs/base/finding.js';
import { compareText } from '../constructs/base/order.js';
import type { TenantPlan } from '../constructs/base/tenant-plan.js';
import { type CostDelta, costDelta, costSentence, type PricedSide } from '../generator/cost/tenant-cost.js';
import { decideChanges } from '../generator/decide-changes.js';
import { describePlan } from '../generator/diff/describe-plan.js';
import { diffChanges, diffShared } from '../generator/diff/diff-changes.js';
import type { DiffReport, PriceChange } from '../generator/diff/diff-report.js';
import { type DiffGroup, groupDiffs, type OwnValues } from '../generator/diff/group-diffs.js';
import { emptyTree } from '../generator/publish/git-tree.js';
import type { PlatformRenderer } from '../generator/render-platform.js';
import type { Changes } from '../generator/tree/reconcile.js';
import { memoryTree, type Tree } from '../generator/tree/tree.js';
import { today } from './clock.js';
import { publishedTree } from './gitops-repository.js';
import type { OpenPlatform } from './open-platform.js';
import type { Terminal } from './terminal.js';

interface DiffOptions {
  readonly root: string;
  /** Only these tenants; all where empty. */
  readonly ids: readonly string[];
}

interface MadeDiff {
  readonly findings: readonly Finding[];
  /** Absent where there is nothing to compare. */
  readonly report?: DiffReport;
}

/** Compares what is opened with the revision that its change is to go to, or else with what is published. */
export async function makeDiff(
  opened: OpenPlatform,
  { root, ids }: DiffOptions,
  terminal: Terminal,
): Promise<MadeDiff> {
  const { renderer, sources, before: base } = opened;
  if (renderer === undefined || sources === undefined) return { findings: opened.findings };
  const platform = sources.platform.data;
  const before = base === undefined ? await publishedTree(root, platform.spec) : renderedTree(base, renderer);
  const progress = (done: number, total: number) => terminal.progress('rendering tenants', done, total);
  const decision = await decideChanges(renderer, platform, before, { today: today(), progress });
  const findings = [...opened.findings, ...decision.findings];
  if (decision.changes === undefined) return { findings };
  const report = await reportOf(decision.changes, before, ids, renderer);
  return { findings, report: { ...report, ...costsOf(report.groups, ids, base, opened) } };
}

function costsOf(
  groups: readonly DiffGroup[],
  wanted: readonly string[],
  from: DiffSide | undefined,
  after: DiffSide,
): Pick<DiffReport, 'costs' | 'prices'> {
  const costs = diffCosts(groups, from, after);
  if (from === undefined) return { costs };
  const changing = new Set(groups.flatMap(({ ids }) => ids));
  const isSilent = (id: string) => !changing.has(id) && (wanted.length === 0 || wanted.includes(id));
  return { costs, prices: diffPrices(isSilent, from, after) };
}

async function reportOf(
  changes: Changes,
  before: Tree,
  ids: readonly string[],
  { plans }: PlatformRenderer,
): Promise<DiffReport> {
  const wanted = (id: string) => ids.length === 0 || ids.includes(id);
  const diffs = (await diffChanges(changes, before)).filter(({ id }) => wanted(id));
  const changing = new Set(diffs.map(({ id }) => id));
  const { unchanged, changed, kept } = changes.tenants;
  return {
    groups: groupDiffs(diffs, (id) => ownValues(plans.get(id))),
    shared: ids.length === 0 ? await diffShared(changes, before) : [],
    unchanged: [...unchanged, ...changed, ...kept].filter((id) => wanted(id) && !changing.has(id)).length,
    descriptions: new Map(
      diffs.flatMap(({ id }) => {
        const plan = plans.get(id);
        return plan === undefined ? [] : [[id, describePlan(plan)] as const];
      }),
    ),
  };
}

/** What a revision would publish into an empty repository; what can not be planned there is not compared. */
function renderedTree({ renderer }: OpenPlatform, after: PlatformRenderer): Tree {
  return renderer === undefined ? emptyTree : memoryTree(renderer.renderBeside(after));
}

function ownValues(plan: TenantPlan | undefined): OwnValues | undefined {
  return (
    plan && {
      id: plan.id,
      namespace: plan.namespace,
      hosts: plan.hosts.map((host) => host.name),
      texts: [plan.displayName, plan.owner.name, plan.owner.email],
    }
  );
}

export type DiffSide = Pick<OpenPlatform, 'sources' | 'renderer'>;

/** Without the earlier side, as of what is published, the sentences tell what tenants will cost and not what changes. */
export function diffCosts(
  groups: readonly DiffGroup[],
  before: DiffSide | undefined,
  after: DiffSide,
): Map<string, string> {
  return new Map(
    groups.flatMap(({ ids, example }) => {
      const deltas = ids.flatMap((id) => costDelta(pricedSide(before, id), pricedSide(after, id)) ?? []);
      const sentence = costSentence(deltas);
      return sentence === undefined ? [] : [[example.id, sentence] as const];
    }),
  );
}

/**
 * Tenants that cost otherwise and change in nothing else, as after a change of prices, by what is to be said of them.
 * @param isSilent False for tenants whose costs a group shows.
 */
export function diffPrices(isSilent: (id: string) => boolean, before: DiffSide, after: DiffSide): PriceChange[] {
  const bySentence = new Map<string, [id: string, delta: CostDelta][]>();
  for (const id of [...(after.renderer?.plans.keys() ?? [])].filter(isSilent)) {
    const delta = costDelta(pricedSide(before, id), pricedSide(after, id));
    if (delta === undefined || delta.before === delta.after) continue;
    const key = costSentence([delta]) ?? '';
    const alike = bySentence.get(key);
    if (alike === undefined) bySentence.set(key, [[id, delta]]);
    else alike.push([id, delta]);
  }
  return [...bySentence.values()]
    .map((each) => ({ ids: each.map(([id]) => id), sentence: costSentence(each.map(([, delta]) => delta)) ?? '' }))
    .sort((a, b) => b.ids.length - a.ids.length || compareText(a.ids[0] ?? '', b.ids[0] ?? ''));
}

function pricedSide(side: DiffSide | undefined, id: string): PricedSide | undefined {
  const plan = side?.renderer?.plans.get(id);
  const prices = side?.sources?.platform.data.spec.prices;
  return plan && prices && { plan, prices };
}
