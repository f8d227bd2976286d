// `tenantry publish`: renders every tenant, and publishes the difference as one commit.
import { resolve } from 'node:path';
import { Option } from 'commander';
import { type Finding, hasErrors, OutsideError } from '../constructs/base/finding.js';
import type { Loaded } from '../constructs/base/sources.js';
import { type Decision, decideChanges } from '../generator/decide-changes.js';
import { commitMessage } from '../generator/publish/commit-message.js';
import { emptyTree } from '../generator/publish/git-tree.js';
import { type Prepared, publish } from '../generator/publish/publish.js';
import { tryFindSourceCommit } from '../generator/publish/source-commit.js';
import type { PlatformSource } from '../generator/read/schema/platform.js';

import type { PlatformRenderer } from '../generator/render-platform.js';
import { diskTree } from '../generator/tree/disk-tree.js';
import type { Changes } from '../generator/tree/reconcile.js';
import type { Tree } from '../generator/tree/tree.js';
import { writeTree } from '../generator/tree/write-tree.js';
import { changeLines, changesData, leftOutOf } from './changes-summary.js';
import { today } from './clock.js';
import { type CommonOptions, defineCommand, moveSetsOption, schemasOption } from './define-command.js';
import { type GitOpsRepository, gitOpsRepository, publishedTree } from './gitops-repository.js';
import { openPlatform } from './open-platform.js';
import type { CommandResult } from './show-result.js';
import type { Terminal } from './terminal.js';

export const publishCommand = defineCommand(
  {
    description:
      'Writes to the GitOps repository that platform.yaml names, or to an embedded one below .tenantry/, which the first publish makes.',
    options: [
      new Option('--out <folder>', 'folder that mirrors what is published').default('dist'),
      new Option('--no-out', 'leave that folder alone'),
      new Option('--dry-run', 'say what would be published').default(false),
      moveSetsOption,
      schemasOption,
    ],
    examples: ['tenantry publish', 'tenantry publish --dry-run', 'tenantry publish --no-out --output json'],
  },
  async (
    _,
    { out, ...options }: CommonOptions & { out: string | false; dryRun: boolean; moveSets: boolean },
    terminal,
  ) => runPublish({ ...options, out: out === false ? undefined : out }, terminal),
);

interface PublishCommand {
  readonly root: string;
  /** Folder that mirrors what is published; undefined to leave it alone. */
  readonly out?: string;
  readonly dryRun: boolean;
  readonly moveSets: boolean;
  /** Folder with the schemas of a cluster. */
  readonly schemas?: string;
}

/** Runs the command. */
async function runPublish(options: PublishCommand, terminal: Terminal): Promise<CommandResult> {
  const started = performance.now();
  const { root, schemas } = options;
  const loaded = await openPlatform({ root, policies: true, schemas: { folder: schemas } });
  if (loaded.renderer === undefined || loaded.sources === undefined) return refused(loaded.findings);
  const platform = loaded.sources.platform;
  const repository = gitOpsRepository(root, platform.data.spec);
  const run: Run = { ...options, renderer: loaded.renderer, platform, repository, terminal };
  const { changes, ...done } = options.dryRun ? await tryOut(run) : await commit(run);
  const findings = [...loaded.findings, ...done.findings];
  if (changes === undefined) return refused(findings);
  const milliseconds = Math.round(performance.now() - started);
  const result = publishedResult({ ...done, changes, findings, repository, milliseconds });
  return done.failure === undefined ? result : { ...result, ...failedMirror(done.failure, options.out) };
}

interface Done extends Mirrored {
  readonly outcome: string;
  readonly commit: string | undefined;
  readonly head: string | undefined;
  /** Absent where it was refused. */
  readonly changes?: Changes;
  readonly findings: readonly Finding[];
  readonly failing: ReadonlySet<string>;
}

/** Decides against what is published, and makes nothing: no repository either. */
async function tryOut(run: Run): Promise<Done> {
  const decided = await decide(run, await publishedTree(run.root, run.platform.data.spec));
  return { ...decided, outcome: 'dry-run', commit: undefined, head: undefined };
}

async function commit(run: Run): Promise<Done> {
  const source = await tryFindSourceCommit(run.root);
  let decided: Decision = { findings: [], failing: new Set() };
  let seen: Tree = emptyTree;
  let mirrored: Mirrored = {};
  const { outcome, ...published } = await publish({
    ...run.repository,
    prepare: async (tree): Promise<Prepared> => {
      seen = tree;
      decided = await decide(run, tree);
      const { changes } = decided;
      if (changes === undefined) return { refused: true };
      return { changes, message: commitMessage({ changes, source }) };
    },
    concluded: async (ended) => {
      if (ended.outcome !== 'refused' && run.out !== undefined) mirrored = await mirror(run, run.out, seen);
    },
  });
  const findings = [...decided.findings, ...(mirrored.findings ?? [])];
  return { ...decided, ...mirrored, findings, outcome, commit: published.commit, head: published.head };
}

interface Run extends PublishCommand {
  readonly renderer: PlatformRenderer;
  readonly platform: Loaded<PlatformSource>;
  readonly repository: GitOpsRepository;
  readonly terminal: Terminal;
}

function decide({ renderer, platform, terminal, moveSets }: Run, tree: Tree, published = tree) {
  const progress = (done: number, total: number) => terminal.progress('rendering tenants', done, total);
  return decideChanges(renderer, platform.data, tree, { today: today(), changeSets: moveSets, progress, published });
}

interface Mirrored {
  readonly findings?: readonly Finding[];
  readonly failure?: OutsideError;
}

/** Brings `dist/` to the same state; findings that the run against the repository has already are left out. */
async function mirror(run: Run, out: string, published: Tree): Promise<Mirrored> {
  const folder = resolve(run.root, out);
  try {
    const { changes, findings } = await decide(run, diskTree(folder), published);
    if (changes === undefined) return { findings: findings.filter((each) => each.code.startsWith('tree/')) };
    writeTree(folder, changes);
    return {};
  } catch (error) {
    if (error instanceof OutsideError) return { failure: error };
    throw error;
  }
}

/** What is published stands: only the folder is behind. Another publish brings it to that very state, and nothing else. */
function failedMirror(failure: OutsideError, out = ''): Pick<CommandResult, 'failure' | 'next'> {
  const hint = `what is published stands; once ${out}/ can be written, run \`tenantry publish\` again`;
  return { failure: new OutsideError(`${out}/ is behind: ${failure.message}`, { hint, cause: failure }), next: [] };
}

function refused(findings: readonly Finding[]): CommandResult {
  return {
    findings,
    data: { outcome: 'refused' },
    lines: ['nothing was published'],
    next: [correctFirst],
  };
}

interface PublishedSummary {
  readonly outcome: string;
  readonly commit: string | undefined;
  readonly head: string | undefined;
  readonly changes: Changes;
  readonly findings: readonly Finding[];
  readonly failing: ReadonlySet<string>;
  readonly repository: GitOpsRepository;
  readonly milliseconds: number;
}

/** What `tenantry publish` answers where it was not refused. */
export function publishedResult({
  outcome,
  commit,
  head,
  changes,
  findings,
  failing,
  repository,
  milliseconds,
}: PublishedSummary): CommandResult {
  const leftOut = leftOutOf(changes, failing);
  const place = `${repository.location} (branch ${repository.branch})`;
  const heads: Readonly<Record<string, string>> = {
    committed: `published commit ${commit?.slice(0, 10)} to ${place} in ${(milliseconds / 1000).toFixed(2)} s`,
    unchanged: `nothing to publish: ${place} is up to date at ${head?.slice(0, 10)}`,
    'dry-run': `would publish to ${place}`,
  };
  return {
    findings,
    data: {
      outcome,
      commit,
      head,
      repository: repository.location,
      branch: repository.branch,
      milliseconds,
      ...changesData(changes),
      leftOut,
    },
    lines: [...changeLines(changes, leftOut), heads[outcome] ?? outcome],
    next: [...(hasErrors(findings) ? [correctFirst] : []), ...nextSteps(outcome, commit, repository)],
  };
}

export const correctFirst = 'correct the errors above and run `tenantry publish` again';

function nextSteps(outcome: string, commit: string | undefined, { embedded, location }: GitOpsRepository): string[] {
  if (outcome === 'dry-run') return ['publish it by leaving out --dry-run'];
  const made = outcome === 'committed';
  return [
    ...(made && embedded ? [`look at it: git --git-dir ${location} show --stat ${commit?.slice(0, 10)}`] : []),
    ...(embedded ? [] : [made ? watchIt : 'see where the tenants are: tenantry status']),
    'add a tenant: tenantry add',
    ...(embedded ? [nameOne] : []),
  ];
}

const watchIt = 'let Argo CD watch it: tenantry bootstrap | kubectl apply --server-side -f -   (once)';
/** A cluster sees no folder of this machine. */
const nameOne =
  'for a real cluster, name a repository that Argo CD can read as gitops.repository in platform.yaml, and publish there';
