// `tenantry publish`: the main job. Renders every tenant against what is published, and publishes the difference as one commit.
import { join } from 'node:path';
import type { Finding } from '../../finding/finding.js';
import { OutsideError } from '../../finding/outside-error.js';
import type { PlatformSource } from '../../load/schema/platform.js';
import type { Loaded } from '../../load/sources.js';
import { decideChanges } from '../../pipeline/decide-changes.js';
import type { PlatformRenderer } from '../../pipeline/render-platform.js';
import { commitMessage } from '../../publish/commit-message.js';
import { type Prepared, publish } from '../../publish/publish.js';
import { tryFindSourceCommit } from '../../publish/source-commit.js';
import { diskTree } from '../../write/disk-tree.js';
import type { Changes } from '../../write/reconcile.js';
import { writeTree } from '../../write/write-tree.js';
import type { CommandResult } from '../command-result.js';
import { gitOpsRepository } from '../gitops-repository.js';
import { loadCheckedPlatform } from '../load-checked-platform.js';
import { mendFirst, publishedResult } from '../published-result.js';
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
  const run: Run = { ...options, renderer: loaded.renderer, platform: loaded.sources.platform, terminal };
  const repository = gitOpsRepository(options.root, loaded.sources.platform.data.spec);
  const source = await tryFindSourceCommit(options.root);
  let decided: { changes?: Changes; findings: readonly Finding[] } = { findings: [] };
  const published = await publish({
    ...repository,
    prepare: async (tree): Promise<Prepared> => {
      decided = await decide(run, tree);
      if (decided.changes === undefined || options.dryRun) return { refused: true };
      return {
        changes: decided.changes,
        message: commitMessage({ changes: decided.changes, ...(source === undefined ? {} : { source }) }),
      };
    },
  });
  const mirrored = published.outcome === 'refused' || options.out === undefined ? {} : await mirror(run, options.out);
  const findings = [...loaded.findings, ...decided.findings, ...(mirrored.findings ?? [])];
  if (decided.changes === undefined) return refused(findings);
  const milliseconds = Math.round(performance.now() - started);
  const outcome = options.dryRun ? 'dry-run' : published.outcome;
  const result = publishedResult({
    outcome,
    commit: published.commit,
    head: published.head,
    changes: decided.changes,
    findings,
    repository,
    milliseconds,
  });
  return mirrored.failure === undefined ? result : { ...result, ...failedMirror(mirrored.failure, options.out) };
}

interface Run extends PublishCommand {
  readonly renderer: PlatformRenderer;
  readonly platform: Loaded<PlatformSource>;
  readonly terminal: Terminal;
}

function decide({ renderer, platform, terminal, moveSets }: Run, tree: Parameters<typeof decideChanges>[2]) {
  const progress = (done: number, total: number) => terminal.progress('rendering tenants', done, total);
  return decideChanges(renderer, platform.data, tree, { today: today(), changeSets: moveSets, progress });
}

interface Mirrored {
  readonly findings?: readonly Finding[];
  readonly failure?: OutsideError;
}

/** Brings `dist/` to the same state; findings that the repository's own run has told already are left out. */
async function mirror(run: Run, out: string): Promise<Mirrored> {
  const folder = join(run.root, out);
  try {
    const { changes, findings } = await decide(run, diskTree(folder));
    if (changes === undefined) return { findings: findings.filter((each) => each.code.startsWith('tree/')) };
    writeTree(folder, changes);
    return {};
  } catch (error) {
    if (error instanceof OutsideError) return { failure: error };
    throw error;
  }
}

/** What is published stands: only the folder is behind, and another command brings it up to date. */
function failedMirror(failure: OutsideError, out = ''): Pick<CommandResult, 'failure' | 'next'> {
  const hint = `what is published stands; once ${out}/ can be written, run \`tenantry render\``;
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
