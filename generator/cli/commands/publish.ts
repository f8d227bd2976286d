// `tenantry publish`: the main job. Renders every tenant against what is published, and publishes the difference as one commit.
import { resolve } from 'node:path';
import type { Finding } from '../../finding/finding.js';
import { OutsideError } from '../../finding/outside-error.js';
import type { PlatformSource } from '../../load/schema/platform.js';
import type { Loaded } from '../../load/sources.js';
import { type Decision, decideChanges } from '../../pipeline/decide-changes.js';
import type { PlatformRenderer } from '../../pipeline/render-platform.js';
import { commitMessage } from '../../publish/commit-message.js';
import { emptyTree } from '../../publish/git-tree.js';
import { type Prepared, publish } from '../../publish/publish.js';
import { tryFindSourceCommit } from '../../publish/source-commit.js';
import type { Tree } from '../../published/tree.js';
import { diskTree } from '../../write/disk-tree.js';
import type { Changes } from '../../write/reconcile.js';
import { writeTree } from '../../write/write-tree.js';
import type { CommandResult } from '../command-result.js';
import { type GitOpsRepository, gitOpsRepository } from '../gitops-repository.js';
import { loadCheckedPlatform } from '../load-checked-platform.js';
import { mendFirst, publishedResult } from '../published-result.js';
import { publishedTree } from '../published-tree.js';
import type { Terminal } from '../terminal.js';
import { today } from '../today.js';

export interface PublishCommand {
  readonly root: string;
  /** Folder that mirrors what is published; undefined to leave it alone. */
  readonly out?: string;
  readonly dryRun: boolean;
  readonly moveSets: boolean;
  /** Folder with the schemas of a cluster. */
  readonly schemas?: string;
}

/** Runs the command. */
export async function runPublish(options: PublishCommand, terminal: Terminal): Promise<CommandResult> {
  const started = performance.now();
  const loaded = await loadCheckedPlatform(options);
  if (loaded.renderer === undefined || loaded.sources === undefined) return refused(loaded.findings);
  const platform = loaded.sources.platform;
  const repository = gitOpsRepository(options.root, platform.data.spec);
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
      return { changes, message: commitMessage({ changes, ...(source === undefined ? {} : { source }) }) };
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

/** Brings `dist/` to the same state; findings that the repository's own run has told already are left out. */
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
    next: [mendFirst],
  };
}
