// `tenantry render`: writes the manifests of every tenant to a folder, or says whether they are up to date there.
import { resolve } from 'node:path';
import { type Finding, finding } from '../../finding/finding.js';
import { decideChanges } from '../../pipeline/decide-changes.js';
import { diskTree } from '../../write/disk-tree.js';
import type { Changes } from '../../write/reconcile.js';
import { writeTree } from '../../write/write-tree.js';
import { changeLines, changesData, counted, leftOutOf } from '../changes-summary.js';
import type { CommandResult } from '../command-result.js';
import { loadCheckedPlatform } from '../load-checked-platform.js';
import { knownPublishedTree } from '../published-tree.js';
import type { Terminal } from '../terminal.js';
import { today } from '../today.js';

export interface RenderCommand {
  readonly root: string;
  readonly out: string;
  /** Only says whether the folder is up to date. */
  readonly check: boolean;
  readonly moveSets: boolean;
  /** Folder with the schemas of a cluster. */
  readonly schemas?: string;
}

/** Runs the command. */
export async function runRender(options: RenderCommand, terminal: Terminal): Promise<CommandResult> {
  const loaded = await loadCheckedPlatform(options);
  if (loaded.renderer === undefined || loaded.sources === undefined) return refused(loaded.findings);
  const folder = resolve(options.root, options.out);
  const progress = (done: number, total: number) => terminal.progress('rendering tenants', done, total);
  const decision = await decideChanges(loaded.renderer, loaded.sources.platform.data, diskTree(folder), {
    today: today(),
    changeSets: options.moveSets,
    progress,
    published: await knownPublishedTree(options.root, loaded.sources.platform.data.spec, options.out),
  });
  const findings = [...loaded.findings, ...decision.findings];
  if (decision.changes === undefined) return refused(findings);
  if (options.check) return checked(options, decision.changes, findings);
  writeTree(folder, decision.changes);
  const leftOut = leftOutOf(decision.changes, findings);
  return {
    findings,
    data: { outcome: 'rendered', out: options.out, ...changesData(decision.changes), leftOut },
    lines: [...changeLines(decision.changes, leftOut), `rendered into ${options.out}/`],
    next: ['see what changed: tenantry diff', 'publish it: tenantry publish'],
  };
}

function checked({ out }: RenderCommand, changes: Changes, findings: readonly Finding[]): CommandResult {
  const stale = [...changes.puts.map((file) => file.path), ...changes.deletes].sort();
  const found = stale.map((path) =>
    finding('tree/stale', {
      message: 'this file is not what would be rendered',
      hint: 'run `tenantry render` and commit the result',
      place: { file: `${out}/${path}` },
    }),
  );
  return {
    findings: [...findings, ...found],
    data: { outcome: stale.length === 0 ? 'fresh' : 'stale', out, ...changesData(changes) },
    lines: [
      stale.length === 0
        ? `${out}/ is up to date`
        : `${out}/ is not up to date: ${counted(stale.length, 'file')} to change`,
    ],
    next: [],
  };
}

function refused(findings: readonly Finding[]): CommandResult {
  return {
    findings,
    data: { outcome: 'refused' },
    lines: ['nothing was rendered'],
    next: ['correct the errors above and try again'],
  };
}
