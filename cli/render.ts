// `tenantry render`: writes the manifests of every tenant to a folder, or checks that the folder has them.
import { relative, resolve } from 'node:path';
import { Option } from 'commander';
import { type Finding, finding } from '../constructs/base/finding.js';
import { counted } from '../constructs/base/wording.js';
import { decideChanges } from '../generator/decide-changes.js';
import { listFolderAt } from '../generator/publish/source-revision.js';
import { diskTree } from '../generator/tree/disk-tree.js';
import type { Changes } from '../generator/tree/reconcile.js';
import { writeTree } from '../generator/tree/write-tree.js';
import { changeLines, changesData, leftOutOf } from './changes-summary.js';
import { today } from './clock.js';
import { type CommonOptions, defineCommand, moveSetsOption, outOption, schemasOption } from './define-command.js';
import { knownPublishedTree } from './gitops-repository.js';
import { openPlatform } from './open-platform.js';
import type { CommandResult } from './show-result.js';
import type { Terminal } from './terminal.js';

export const renderCommand = defineCommand(
  {
    options: [
      outOption,
      new Option('--check', 'only say whether the folder is up to date').default(false),
      new Option(
        '--from <revision>',
        'as --check, but refuse only files that the change since then has made so',
      ).implies({
        check: true,
      }),
      moveSetsOption,
      schemasOption,
    ],
    examples: [
      'tenantry render',
      'tenantry render --check',
      'tenantry render --check --from origin/main',
      'tenantry render --out /tmp/preview',
    ],
  },
  async (
    _,
    options: CommonOptions & { out: string; check: boolean; moveSets: boolean; schemas?: string; from?: string },
    terminal,
  ) => runRender(options, terminal),
);

interface RenderCommand {
  readonly root: string;
  readonly out: string;
  /** Only says whether the folder is up to date. */
  readonly check: boolean;
  /** Source revision before a change: what was not up to date there does not count against it. Only with `check`. */
  readonly from?: string;
  readonly moveSets: boolean;
  /** Folder with the schemas of a cluster. */
  readonly schemas?: string;
}

/** Runs the command. */
async function runRender(options: RenderCommand, terminal: Terminal): Promise<CommandResult> {
  const { root, from, schemas } = options;
  const loaded = await openPlatform({ root, from, policies: true, schemas: { folder: schemas } });
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
  if (options.check) return checked(options, decision.changes, findings, await untouchedFiles(options));
  writeTree(folder, decision.changes);
  const leftOut = leftOutOf(decision.changes, decision.failing);
  return {
    findings,
    data: { outcome: 'rendered', out: options.out, ...changesData(decision.changes), leftOut },
    lines: [...changeLines(decision.changes, leftOut), `rendered into ${options.out}/`],
    next: ['see what changed: tenantry diff', 'publish it: tenantry publish'],
  };
}

/** Files of the folder that are as a change found them, those that it lacks as well; none where it is not about a change. */
async function untouchedFiles({ root, out, from }: RenderCommand): Promise<(path: string) => boolean> {
  if (from === undefined) return () => false;
  const folder = resolve(root, out);
  const before = await listFolderAt(root, from, relative(root, folder));
  const now = await diskTree(folder).list();
  return (path) => before.get(path) === now.get(path);
}

function checked(
  { out }: RenderCommand,
  changes: Changes,
  findings: readonly Finding[],
  isUntouched: (path: string) => boolean,
): CommandResult {
  const behind = [...changes.puts.map((file) => file.path), ...changes.deletes].sort();
  const stale = behind.filter((path) => !isUntouched(path));
  const found = stale.map((path) =>
    finding('tree/stale', {
      message: 'this file is not what would be rendered',
      hint: 'run `tenantry render` and commit the result',
      place: { file: `${out}/${path}` },
    }),
  );
  return {
    findings: [...findings, ...found],
    data: { outcome: freshness(behind, stale), out, ...changesData(changes), stale, behind: behind.length },
    lines: [freshnessLine(out, behind, stale)],
    next: [],
  };
}

function freshness(behind: readonly string[], stale: readonly string[]): 'fresh' | 'behind' | 'stale' {
  if (stale.length > 0) return 'stale';
  return behind.length === 0 ? 'fresh' : 'behind';
}

function freshnessLine(out: string, behind: readonly string[], stale: readonly string[]): string {
  const lines = {
    fresh: `${out}/ is up to date`,
    behind: `${out}/ is behind in ${counted(behind.length, 'file')} that the change leaves alone: publishing renders anew, and \`tenantry render\` brings them up to date`,
    stale: `${out}/ is not up to date: ${counted(stale.length, 'file')} to change`,
  };
  return lines[freshness(behind, stale)];
}

function refused(findings: readonly Finding[]): CommandResult {
  return {
    findings,
    data: { outcome: 'refused' },
    lines: ['nothing was rendered'],
    next: ['correct the errors above and try again'],
  };
}
