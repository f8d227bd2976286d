// `tenantry policy`: checks a change against the permissions in platform.yaml, by who asks and who approved.
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Finding } from '../constructs/base/finding.js';
import { decideChanges } from '../generator/decide-changes.js';
import { type ChangeVerdict, checkChange } from '../generator/permissions/check-change.js';
import { type Revision, revision } from '../generator/permissions/revision.js';
import type { Review } from '../generator/permissions/verdict.js';
import { listFolderAt, readSourcesAt, requireAncestor } from '../generator/publish/source-revision.js';
import { readSources } from '../generator/read/read-sources.js';
import { diskTree } from '../generator/tree/disk-tree.js';
import { githubAccess } from '../poller/github/access.js';
import { githubClient } from '../poller/github/client.js';
import { readReview } from '../poller/github/read-review.js';
import { findRepository } from '../poller/github/repository-name.js';
import { withFindings } from '../poller/github/validation/make-report.js';
import { readReport, writeReport } from '../poller/github/validation/report-file.js';
import { workflowEvent } from '../poller/github/workflow-event.js';
import { today } from './clock.js';
import { type CommonOptions, defineCommand, number, outOption, repositoryOption } from './define-command.js';
import { runConstructs } from './open-platform.js';
import type { CommandResult } from './show-result.js';
import { readTeamsFor } from './team-members.js';
import { type Terminal, UsageError } from './terminal.js';

export const policyCommand = defineCommand(
  {
    description:
      'Compares the working tree with where the change is to go, and judges by the policy there. Exits with 1 where something is refused or an approval is missing. Who asks is told by --author, or by GitHub with --pull-request; the token is read from GITHUB_TOKEN or GH_TOKEN, and needs pull-requests: read.',
    options: [
      new Option('--from <revision>', 'where the change is to go, as origin/main').makeOptionMandatory(),
      new Option('--author <login>', 'who opens the pull request').conflicts('pullRequest'),
      new Option('--approved-by <login...>', 'who approved what it now holds').default([], 'nobody'),
      new Option(
        '--pull-request <number>',
        'asks GitHub for its author and approvals; default: what GitHub Actions says',
      ).argParser(number),
      repositoryOption,
      new Option(
        '--teams <file>',
        'JSON with the members of teams that platform.yaml does not list; as --from has it, where git does',
      ),
      outOption,
      new Option('--report <folder>', 'add what is found to the report that `tenantry validate --report` wrote there'),
    ],
    examples: [
      'tenantry policy --from origin/main --author mona-example',
      'tenantry policy --from origin/main --author mona-example --approved-by sam-example --output json',
      'tenantry policy --from origin/main --author mona-example --teams teams.json',
      'tenantry policy --from origin/main --pull-request 12',
    ],
  },
  async (_, options: CommonOptions & Omit<PolicyCommand, 'root'>, terminal) => runPolicy(options, terminal),
);

interface PolicyCommand {
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
async function runPolicy(options: PolicyCommand, terminal: Terminal): Promise<CommandResult> {
  const { root, from, teams } = options;
  const review = await reviewOf(options);
  const members = teams === undefined ? new Map() : await readTeamsFor(teams, root, from);
  await requireAncestor(root, from);
  const [base, own] = [await readSourcesAt(root, from), await readSources(root)];
  // Both sides run the code of where the change is to go: otherwise a change would decide what counts as one.
  const before = revision(base, await runConstructs(base, base.constructs));
  const after = revision(own, await runConstructs(own, base.constructs));
  const { editedByHand, findings } = await findEditedByHand(options, after, terminal);
  const checked = checkChange({ before, after, ...review, teams: members, editedByHand });
  const result = resultOf(checked, { from, author: review.author }, findings);
  if (options.report !== undefined) addToReport(options.report, result.findings);
  return result;
}

/** Without the remark that there is no policy, which is not about the change: it would stand below every pull request. */
function addToReport(folder: string, findings: readonly Finding[]): void {
  const ofChange = findings.filter(({ code }) => code !== 'policy/none');
  writeReport(folder, withFindings(readReport(folder), ofChange));
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

interface EditedByHand {
  readonly editedByHand: readonly string[];
  /** Why the rendered folder can not be compared. */
  readonly findings: readonly Finding[];
}

/** Files of the rendered folder that this change makes differ from what rendering gives; nothing where git does not keep that folder. */
async function findEditedByHand(
  { root, from, out }: PolicyCommand,
  { sources }: Revision,
  terminal: Terminal,
): Promise<EditedByHand> {
  const before = await listFolderAt(root, from, out);
  if (sources === undefined || before.size === 0) return { editedByHand: [], findings: [] };
  const tree = diskTree(resolve(root, out));
  const progress = (done: number, total: number) => terminal.progress('rendering tenants', done, total);
  const { PlatformRenderer } = await import('../generator/render-platform.js');
  const renderer = new PlatformRenderer(sources, { today: today() });
  const options = { today: today(), progress };
  const { changes, findings } = await decideChanges(renderer, sources.platform.data, tree, options);
  if (changes === undefined) return { editedByHand: [], findings };
  const now = await tree.list();
  const unrendered = [...changes.puts.map(({ path }) => path), ...changes.deletes, ...changes.foreign];
  const edited = unrendered.filter((path) => now.get(path) !== before.get(path));
  return { editedByHand: edited.sort().map((path) => `${out}/${path}`), findings: [] };
}

const outcomes: Readonly<Record<ChangeVerdict['outcome'], string>> = {
  open: 'there is no policy: everybody may do this',
  allowed: 'the policy permits this',
  waiting: 'the policy permits this once it is approved',
  refused: 'the policy does not permit this',
};

function resultOf(
  checked: ChangeVerdict,
  { author, from }: { readonly author: string; readonly from: string },
  unseen: readonly Finding[],
): CommandResult {
  const { outcome, actions, verdicts } = checked;
  const found = unseen.length > 0 && outcome !== 'refused' ? 'refused' : outcome;
  const done = verdicts.length > 0 ? verdicts : actions.map((action) => ({ action, answer: 'open' as const }));
  return {
    findings: [...checked.findings, ...unseen],
    data: {
      outcome: found,
      author,
      from,
      actions: done.map(({ action: { kind, sentence, tenant }, answer }) => ({
        kind,
        sentence,
        tenant,
        standing: answer,
      })),
    },
    lines: [
      ...done.map(({ action, answer }) => `${answer.padEnd(18)}  ${action.sentence}`),
      done.length === 0 ? `nothing changes that a policy speaks of (compared with ${from})` : outcomes[found],
    ],
    next: found === 'waiting' ? ['ask for the approvals that are named above'] : [],
  };
}
