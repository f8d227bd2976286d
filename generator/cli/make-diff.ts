// The semantic diff that `diff` shows and `validate --report` hands on: between the working tree or a source revision and what is
// published or another revision.
import { describePlan } from '../diff/describe-plan.js';
import { diffChanges } from '../diff/diff-changes.js';
import type { DiffReport } from '../diff/diff-report.js';
import { diffShared } from '../diff/diff-shared.js';
import { type DiffGroup, groupDiffs, type OwnValues } from '../diff/group-diffs.js';
import type { Finding } from '../finding/finding.js';
import { decideChanges } from '../pipeline/decide-changes.js';
import type { PlatformRenderer } from '../pipeline/render-platform.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import { emptyTree } from '../publish/git-tree.js';
import { memoryTree } from '../published/memory-tree.js';
import type { Tree } from '../published/tree.js';
import type { Changes } from '../write/reconcile.js';
import { diffCosts, diffPrices } from './diff-costs.js';
import { type LoadedSide, loadSide, tryLoadSide } from './load-side.js';
import { codeToRun } from './load-with-constructs.js';
import { publishedTree } from './published-tree.js';
import type { Terminal } from './terminal.js';
import { today } from './today.js';

export interface DiffOptions {
  readonly root: string;
  /** Only these tenants; all where empty. */
  readonly ids: readonly string[];
  /** Source revision to compare with; what is published where absent. */
  readonly from?: string;
  /** Source revision to look at; the working tree where absent. */
  readonly to?: string;
  /** The working tree, where it has been loaded already. */
  readonly after?: LoadedSide;
  /** What `from` names, where it has been loaded already. */
  readonly before?: LoadedSide | undefined;
}

export interface MadeDiff {
  readonly findings: readonly Finding[];
  /** Absent where there is nothing to compare. */
  readonly report?: DiffReport;
}

/** Makes the diff, and changes nothing. */
export async function makeDiff(options: DiffOptions, terminal: Terminal): Promise<MadeDiff> {
  // Never the code of `to`: whoever looks at somebody's change would run it.
  const code = await codeToRun(options.root, options.from);
  const from = options.before ?? (await tryLoadSide(options.root, options.from, code));
  const after = options.after ?? (await loadSide(options.root, options.to, { code, before: from }));
  if (after.renderer === undefined || after.platform === undefined) return { findings: after.findings };
  const before =
    from === undefined ? await publishedTree(options.root, after.platform.spec) : renderedTree(from, after.renderer);
  const progress = (done: number, total: number) => terminal.progress('rendering tenants', done, total);
  const decision = await decideChanges(after.renderer, after.platform, before, { today: today(), progress });
  const findings = [...after.findings, ...decision.findings];
  if (decision.changes === undefined) return { findings };
  const report = await reportOf(decision.changes, before, options.ids, after.renderer);
  return { findings, report: { ...report, ...costsOf(report.groups, options.ids, from, after) } };
}

function costsOf(
  groups: readonly DiffGroup[],
  wanted: readonly string[],
  from: LoadedSide | undefined,
  after: LoadedSide,
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
function renderedTree({ renderer }: LoadedSide, after: PlatformRenderer): Tree {
  return renderer === undefined ? emptyTree : memoryTree(renderer.renderBeside(after));
}

function ownValues(plan: TenantPlan | undefined): OwnValues | undefined {
  return plan === undefined
    ? undefined
    : {
        id: plan.id,
        namespace: plan.namespace,
        hosts: plan.hosts.map((host) => host.name),
        texts: [plan.displayName, plan.owner.name, plan.owner.email],
      };
}
