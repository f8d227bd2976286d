// `tenantry restore`: writes into a tenant's file that its database begins anew with a backup, that this is done, or that it is called off.
// The file goes through review and git like every other change; nothing is asked of the cluster.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type RestoreStep, restoreProposal } from '../../github/restore-proposal.js';
import { load } from '../../load/load.js';
import { readSources } from '../../load/read-sources.js';
import { moment } from '../../load/schema/scalars.js';
import { readPublished } from '../../published/published-tenant.js';
import { readTombstones } from '../../published/tombstone.js';
import { diskTree } from '../../write/disk-tree.js';
import { checkTenantText, type Verdict } from '../check-tenant-text.js';
import { now } from '../clock.js';
import type { CommandResult } from '../command-result.js';
import { headline, type PullRequestOptions, propose, tokenNotes } from '../propose.js';
import { type Begin, begun, calledOff, done, type ServerSource, serverText } from '../restore/next-server.js';
import { withTenantField } from '../tenant-field.js';
import { UsageError } from '../usage-error.js';

export interface RestoreCommand {
  readonly root: string;
  /** Folder that mirrors what is published: it knows which servers there are. */
  readonly out: string;
  readonly id: string;
  readonly step: RestoreStep;
  /** Of a step that begins. */
  readonly begin: Omit<Begin, 'at'> & { readonly at?: string };
  /** Gives the text, and writes nothing. */
  readonly dryRun: boolean;
  /** Where a pull request is opened in place of writing the file; absent where the file is written. */
  readonly pullRequest?: PullRequestOptions;
}

/** Runs the command; throws UsageError for a tenant or a moment that is none, and where no restore is under way. */
export async function runRestore(command: RestoreCommand): Promise<CommandResult> {
  const { root, out, id } = command;
  const path = `tenants/${id}.yaml`;
  const texts = await readSources(root);
  const before = texts.tenants.find((each) => each.file === path)?.text;
  if (before === undefined) throw new UsageError(`there is no tenant ${id}: ${join(root, path)} can not be read`);
  const { sources, findings } = load(texts);
  const tenant = sources?.tenants.get(id);
  if (tenant === undefined)
    return refused(
      id,
      findings.filter((each) => each.tenant === undefined || each.tenant === id),
    );
  const tree = diskTree(resolve(root, out));
  const published = await readPublished(tree);
  const server = nextServer(command, tenant.data.spec, published.get(id)?.entry?.server);
  const text = withTenantField(before, { key: 'database', value: serverText(server) });
  const verdict = await checkTenantText({ id, text }, texts, published, await readTombstones(tree));
  if (!verdict.accepted) return refused(id, verdict.findings);
  return settle(command, { path, before, text, server, verdict });
}

function nextServer(
  { id, step, begin }: RestoreCommand,
  spec: Parameters<typeof begun>[0],
  published: Parameters<typeof begun>[1],
): ServerSource {
  if (step === 'done') return done(id, spec);
  if (step === 'cancel') return calledOff(id, spec);
  const { at, ...rest } = begin;
  if (at === undefined) throw new UsageError('say to which moment: --at 2026-05-01T12:00:00Z');
  const { error } = moment.safeParse(at);
  if (error !== undefined) throw new UsageError(`--at ${at} ${error.issues[0]?.message ?? 'is no moment'}`);
  if (Date.parse(at) > now() * 1000) throw new UsageError(`--at ${at} is still to come`);
  return begun(spec, published, { ...rest, at });
}

interface Settled {
  readonly path: string;
  readonly before: string;
  readonly text: string;
  readonly server: ServerSource;
  readonly verdict: Verdict;
}

async function settle(command: RestoreCommand, settled: Settled): Promise<CommandResult> {
  if (command.dryRun) return answer(command, settled, { outcome: 'dry-run' }, [settled.text.trimEnd()]);
  if (command.pullRequest !== undefined) return proposeRestore(command, settled, command.pullRequest);
  const path = join(command.root, settled.path);
  writeFileSync(path, settled.text);
  return answer(
    command,
    settled,
    { outcome: 'written' },
    [`wrote ${path}: database: ${serverText(settled.server)}`],
    [
      'see what changes: tenantry diff',
      'commit it, open a pull request, and publish it',
      ...next[command.step](command.id),
    ],
  );
}

async function proposeRestore(
  command: RestoreCommand,
  settled: Settled,
  options: PullRequestOptions,
): Promise<CommandResult> {
  const { root, id, step } = command;
  const { path, before, text } = settled;
  const words = restoreProposal({ id, step, database: serverText(settled.server) });
  const proposed = await propose(root, { ...words, files: [{ path, before, text }] }, options);
  const { outcome, number, url } = proposed;
  return answer(
    command,
    settled,
    { outcome, branch: words.branch, pullRequest: { number, url } },
    [headline(proposed)],
    ['let somebody review and merge it; nothing was written here', ...next[step](id), ...tokenNotes()],
  );
}

function answer(
  { id }: RestoreCommand,
  { path, text, server, verdict }: Settled,
  data: CommandResult['data'],
  lines: readonly string[],
  steps: readonly string[] = ['nothing was written'],
): CommandResult {
  return {
    findings: verdict.findings,
    data: { ...data, id, file: path, database: server, text },
    lines,
    next: steps,
  };
}

const next = {
  begin: (id) => [`once ${id} is well and somebody has looked at the data: tenantry restore ${id} --done`],
  done: (id) => [
    `Argo CD then waits for a person to confirm that the server before it is deleted, and applies nothing else of ${id} until then`,
  ],
  cancel: (id) => [
    `Argo CD then waits for a person to confirm that the restored server is deleted, and applies nothing else of ${id} until then`,
    'its number is spent: name the one after it where you restore again (--generation)',
  ],
} as const satisfies Record<RestoreStep, (id: string) => string[]>;

function refused(id: string, findings: CommandResult['findings']): CommandResult {
  return {
    findings,
    data: { outcome: 'refused', id },
    lines: [`nothing was written: ${id} can not be restored like this`],
    next: ['correct what the errors name, and restore it again'],
  };
}
