// `tenantry policy`: whether the working tree's author may make it what it is, by the policy of where it is to go. The same on a laptop and in CI.
import { resolve } from 'node:path';
import type { Finding } from '../../finding/finding.js';
import { githubAccess } from '../../github/access.js';
import { githubClient } from '../../github/client.js';
import { withFindings } from '../../github/make-report.js';
import { readReview } from '../../github/read-review.js';
import { readReport, writeReport } from '../../github/report-file.js';
import { findRepository } from '../../github/repository-name.js';
import { workflowEvent } from '../../github/workflow-event.js';
import { importConstructs } from '../../load/import-constructs.js';
import { readSources } from '../../load/read-sources.js';
import { decideChanges } from '../../pipeline/decide-changes.js';
import { PlatformRenderer } from '../../pipeline/render-platform.js';
import type { Review } from '../../policy/judge.js';
import { type Judgement, judgeChange } from '../../policy/judge-change.js';
import { type Revision, revision } from '../../policy/revision.js';
import { listFolderAt, readSourcesAt, requireAncestor } from '../../publish/source-revision.js';
import { diskTree } from '../../write/disk-tree.js';
import type { CommandResult } from '../command-result.js';
import { importFor } from '../load-with-constructs.js';
import { readTeamsFor } from '../read-teams.js';
import type { Terminal } from '../terminal.js';
import { today } from '../today.js';
import { UsageError } from '../usage-error.js';

export interface PolicyCommand {
  readonly root: string;
  /** Source revision that the change is to go to. */
  readonly from: string;
  /** Who opens the pull request; asked of GitHub where `pullRequest` is given instead. */
  readonly author?: string;
  readonly approvedBy: readonly string[];
  /** Default: what GitHub Actions says. */
  readonly pullRequest?: number;
  /** As `owner/name`; default: what GitHub Actions or the remote `origin` says. */
  readonly repository?: string;
  /** Path of a JSON file, `{"<team>": ["<login>", …]}`; one that git keeps counts as `from` has it. */
  readonly teams?: string;
  /** Folder that mirrors what is published. */
  readonly out: string;
  /** Folder with the report of `validate --report`, to which the findings are added. */
  readonly report?: string;
}

/** Runs the command; throws UsageError where nobody says who asks, or for a teams file that can not be used, OutsideError where git can not tell. */
export async function runPolicy(options: PolicyCommand, terminal: Terminal): Promise<CommandResult> {
  const { root, from, teams } = options;
  const review = await reviewOf(options);
  const members = teams === undefined ? new Map() : await readTeamsFor(teams, root, from);
  await requireAncestor(root, from);
  const [base, own] = [await readSourcesAt(root, from), await readSources(root)];
  // The code of where the change is to go: the change's own would judge itself.
  const before = revision(base, await importConstructs(base.constructs));
  const after = revision(own, await importFor(own, base.constructs));
  const { editedByHand, findings } = await lookAtRendered(options, after, terminal);
  const judgement = judgeChange({ before, after, ...review, teams: members, editedByHand });
  const result = resultOf(judgement, { from, author: review.author }, findings);
  if (options.report !== undefined) addToReport(options.report, result.findings);
  return result;
}

/** Without the remark that there is no policy, which is not about the change: it would stand below every pull request. */
function addToReport(folder: string, findings: readonly Finding[]): void {
  const told = findings.filter(({ code }) => code !== 'policy/none');
  writeReport(folder, withFindings(readReport(folder), told));
}

async function reviewOf({
  root,
  author,
  approvedBy,
  pullRequest = workflowEvent().pullRequest,
  repository,
}: PolicyCommand): Promise<Review> {
  if (author !== undefined) return { author, approvedBy };
  if (pullRequest === undefined) throw new UsageError('say who asks: give --author, or --pull-request');
  const { approvedBy: given, ...review } = await readReview(
    githubClient(githubAccess()),
    await findRepository(root, repository),
    pullRequest,
  );
  return { ...review, approvedBy: [...given, ...approvedBy] };
}

interface Rendered {
  readonly editedByHand: readonly string[];
  /** Why the rendered folder can not be looked at. */
  readonly findings: readonly Finding[];
}

/** Files of the rendered folder that this change makes differ from what rendering gives; nothing where git does not keep that folder. */
async function lookAtRendered(
  { root, from, out }: PolicyCommand,
  { sources }: Revision,
  terminal: Terminal,
): Promise<Rendered> {
  const before = await listFolderAt(root, from, out);
  if (sources === undefined || before.size === 0) return { editedByHand: [], findings: [] };
  const tree = diskTree(resolve(root, out));
  const progress = (done: number, total: number) => terminal.progress('rendering tenants', done, total);
  const { changes, findings } = await decideChanges(
    new PlatformRenderer(sources, { today: today() }),
    sources.platform.data,
    tree,
    {
      today: today(),
      progress,
    },
  );
  if (changes === undefined) return { editedByHand: [], findings };
  const now = await tree.list();
  const unrendered = [...changes.puts.map(({ path }) => path), ...changes.deletes, ...changes.foreign];
  const edited = unrendered.filter((path) => now.get(path) !== before.get(path));
  return { editedByHand: edited.sort().map((path) => `${out}/${path}`), findings: [] };
}

const outcomes: Readonly<Record<Judgement['outcome'], string>> = {
  open: 'there is no policy: everybody may do this',
  allowed: 'the policy permits this',
  waiting: 'the policy permits this once it is approved',
  refused: 'the policy does not permit this',
};

function resultOf(
  judgement: Judgement,
  { author, from }: { readonly author: string; readonly from: string },
  unseen: readonly Finding[],
): CommandResult {
  const { outcome, actions, verdicts } = judgement;
  const found = unseen.length > 0 && outcome !== 'refused' ? 'refused' : outcome;
  const done = verdicts.length > 0 ? verdicts : actions.map((action) => ({ action, standing: 'open' as const }));
  return {
    findings: [...judgement.findings, ...unseen],
    data: {
      outcome: found,
      author,
      from,
      actions: done.map(({ action: { kind, sentence, tenant }, standing }) => ({ kind, sentence, tenant, standing })),
    },
    lines: [
      ...done.map(({ action, standing }) => `${standing.padEnd(18)}  ${action.sentence}`),
      done.length === 0 ? `nothing changes that a policy speaks of (compared with ${from})` : outcomes[found],
    ],
    next: found === 'waiting' ? ['ask for the approvals that are named above'] : [],
  };
}
