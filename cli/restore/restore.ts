// `tenantry restore`: writes the steps of a restored database into the file of a tenant, or proposes them on GitHub.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { moment } from '../../constructs/base/schema.js';
import type { TenantSource } from '../../constructs/base/sources.js';
import { generationOf } from '../../constructs/database/plan.js';
import type { PublishedServer } from '../../constructs/database/published.js';
import { diskTree } from '../../generator/tree/disk-tree.js';
import { readPublished } from '../../generator/tree/published-tenant.js';
import { readTombstones } from '../../generator/tree/tombstone.js';
import { type RestoreStep, restoreProposal } from '../../poller/github/proposals.js';
import { now } from '../clock.js';
import {
  baseOption,
  type CommonOptions,
  defineCommand,
  number,
  outOption,
  type PullRequestFlags,
  pullRequestOf,
  repositoryOption,
} from '../define-command.js';
import { openPlatform } from '../open-platform.js';
import { headline, type PullRequestOptions, propose, tokenNotes } from '../propose.js';
import type { CommandResult } from '../show-result.js';
import { checkTenantText, type Verdict, withTenantField } from '../tenant-file.js';
import { UsageError } from '../terminal.js';

export const restoreCommand = defineCommand(
  {
    description:
      'Writes into the tenant’s file that its database is a new server, which begins with a backup and goes back to the moment of --at. The server in use is kept beside it until --done takes it out of git, and --cancel goes back to it. With --pr it opens a pull request on GitHub and writes nothing here. The token is read from GITHUB_TOKEN or GH_TOKEN.',
    options: [
      new Option('--at <time>', 'the moment to go back to, as 2026-05-01T12:00:00Z'),
      new Option('--done', 'the restored server is as it should be').default(false).conflicts(['at', 'cancel']),
      new Option('--cancel', 'go back to the server before it').default(false).conflicts(['at', 'done']),
      new Option('--from <generation>', 'the server whose backups it begins with; default: the one in use').argParser(
        number,
      ),
      new Option('--generation <number>', 'of the new server; default: the next that none has had').argParser(number),
      new Option('--schedule <name>', 'on MariaDB, whose backups; default: the most frequent').choices([
        'daily',
        'weekly',
        'monthly',
      ]),
      new Option('--lost', 'the server in use is gone: keep none').default(false),
      new Option('--dry-run', 'print the file, write nothing').default(false),
      new Option('--pr', 'open a pull request in place of writing the file').default(false),
      repositoryOption,
      baseOption,
      outOption,
    ],
    examples: [
      'tenantry restore acme-auto --at 2026-05-01T12:00:00Z',
      'tenantry restore acme-auto --at 2026-05-01T12:00:00Z --pr --repository acme/platform',
      'tenantry restore acme-auto --done --output json',
    ],
  },
  async ([id = ''], options: CommonOptions & RestoreOptions) => {
    const { root, out, dryRun, done, cancel, at, from, generation, schedule, lost } = options;
    const step = done ? 'done' : cancel ? 'cancel' : 'begin';
    return runRestore({
      root,
      out,
      id,
      step,
      dryRun,
      pullRequest: pullRequestOf(options),
      begin: { lost, at, from, generation, schedule },
    });
  },
);

interface RestoreOptions extends PullRequestFlags, Omit<Begin, 'at'> {
  readonly at?: string;
  readonly done: boolean;
  readonly cancel: boolean;
  readonly out: string;
  readonly dryRun: boolean;
}

interface RestoreCommand {
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
async function runRestore(command: RestoreCommand): Promise<CommandResult> {
  const { root, out, id } = command;
  const path = `tenants/${id}.yaml`;
  const { texts, sources, findings } = await openPlatform({ root, plan: false });
  const before = texts.tenants.find((each) => each.file === path)?.text;
  if (before === undefined) throw new UsageError(`there is no tenant ${id}: ${join(root, path)} can not be read`);
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

/** The database server in a tenant's file. */
export type ServerSource = NonNullable<TenantSource['spec']['database']>;

export interface Begin {
  /** RFC 3339. */
  readonly at: string;
  /** Default: the server in use, or the one that a restore under way begins with. */
  readonly from?: number;
  /** Default: the next number that no server has had. */
  readonly generation?: number;
  readonly schedule?: 'daily' | 'weekly' | 'monthly';
  /** Whether the server in use is gone: then nothing is kept beside the new one. */
  readonly lost: boolean;
}

/** A new server, which begins with a backup. A restore that is under way gives way to it. */
export function begun(
  spec: TenantSource['spec'],
  published: PublishedServer | undefined,
  { at, from, generation, schedule, lost }: Begin,
): ServerSource {
  const now = generationOf(spec);
  const under = spec.database?.restore;
  const keep = lost ? undefined : under === undefined ? now : under.keep;
  return {
    generation: generation ?? Math.max(now, published?.generation ?? 1) + 1,
    restore: {
      from: from ?? under?.from ?? now,
      at,
      keep,
      schedule,
    },
  };
}

/** The restored server stays, and the one that was kept may go. */
export function done(id: string, spec: TenantSource['spec']): ServerSource {
  if (spec.database?.restore === undefined) throw new UsageError(`no restore of ${id} is under way`);
  return { generation: spec.database.generation };
}

/** Back to the server that was kept; the restored one may go. */
export function calledOff(id: string, spec: TenantSource['spec']): ServerSource {
  const keep = spec.database?.restore?.keep;
  if (keep === undefined) throw new UsageError(`no restore of ${id} is under way that keeps a server to go back to`);
  return { generation: keep };
}

/** As one line of YAML. */
export function serverText({ generation, restore }: ServerSource): string {
  if (restore === undefined) return `{generation: ${generation}}`;
  const { from, at, keep, schedule } = restore;
  const fields = [
    `from: ${from}`,
    `at: "${at}"`,
    ...(keep === undefined ? [] : [`keep: ${keep}`]),
    ...(schedule === undefined ? [] : [`schedule: ${schedule}`]),
  ];
  return `{generation: ${generation}, restore: {${fields.join(', ')}}}`;
}
