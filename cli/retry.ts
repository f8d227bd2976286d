// `tenantry retry`: publishes a commit that makes Argo CD try a tenant again.
import { existsSync } from 'node:fs';
import { Option } from 'commander';
import type { IndexEntry } from '../argocd/index-entry.js';
import { type Finding, finding } from '../constructs/base/finding.js';
import { checkAction } from '../generator/permissions/check-change.js';
import { retryMessage } from '../generator/publish/commit-message.js';
import { type Prepared, publish } from '../generator/publish/publish.js';
import { tryFindPublishedSource } from '../generator/publish/source-commit.js';
import { loadPlatformSource } from '../generator/read/load.js';
import { readPlatformSource } from '../generator/read/read-sources.js';
import type { PlatformSource } from '../generator/read/schema/platform.js';
import { type RetryOutcome, retryTenant } from '../generator/retry-tenant.js';
import { isoNow } from './clock.js';
import { type CommonOptions, defineCommand } from './define-command.js';
import { gitOpsRepository } from './gitops-repository.js';
import type { CommandResult } from './show-result.js';
import { readTeams } from './team-members.js';

export const retryCommand = defineCommand(
  {
    description:
      'Publishes one commit that changes the tenant’s marker and nothing else: Argo CD takes it for a new change and begins anew, with all of its retries. It never writes to a cluster. Who asks is told by --author, or by GitHub Actions, and the policy of platform.yaml must let them (retry-tenant); without either, whoever may push to the GitOps repository may do it.',
    options: [
      new Option('--reason <text>', 'why, for the commit’s message'),
      new Option('--author <login>', 'who asks; default: whom GitHub Actions names'),
      new Option('--teams <file>', 'JSON with the members of teams that platform.yaml does not list'),
    ],
    examples: [
      'tenantry retry acme-auto',
      'tenantry retry acme-auto --reason "the quota is raised" --author mona-example --output json',
    ],
  },
  async ([id = ''], { author, ...options }: CommonOptions & { reason?: string; author?: string; teams?: string }) => {
    // Of a run that somebody else started again, the second is who asks.
    const actor = author ?? (process.env.GITHUB_TRIGGERING_ACTOR || process.env.GITHUB_ACTOR || undefined);
    return runRetry({ ...options, id, author: actor });
  },
);

interface RetryCommand {
  readonly root: string;
  readonly id: string;
  readonly reason?: string;
  /** Login of who asks; without one the policy is not asked. */
  readonly author?: string;
  /** Path of a JSON file, `{"<team>": ["<login>", …]}`. */
  readonly teams?: string;
}

/** Runs the command; throws OutsideError where the GitOps repository can not be reached or written. */
async function runRetry(command: RetryCommand): Promise<CommandResult> {
  const { loaded, findings } = loadPlatformSource(await readPlatformSource(command.root));
  if (loaded === undefined)
    return { findings, data: { outcome: 'refused' }, lines: [], next: ['correct platform.yaml'] };
  const platform = loaded.data;
  const at = isoNow();
  const repository = gitOpsRepository(command.root, platform.spec);
  if (repository.embedded && !existsSync(repository.location))
    return resultOf(command, { kind: 'unpublished' }, findings, undefined);
  let found: RetryOutcome = { kind: 'unpublished' };
  let refused: readonly Finding[] = [];
  let seen: { readonly retriedAt: string | undefined } | undefined;
  const { commit } = await publish({
    ...repository,
    history: true,
    prepare: async (tree, head, gitDir): Promise<Prepared> => {
      found = await retryTenant(tree, command.id, { at, seen });
      if (found.kind === 'retry') refused = refusals(command, platform, found.entry);
      if (found.kind !== 'retry' || refused.length > 0 || head === undefined) return { refused: true };
      seen ??= { retriedAt: found.entry.retriedAt };
      const source = await tryFindPublishedSource(gitDir, head, found.entry.folder);
      return { changes: found.changes, message: retryMessage({ tenant: command.id, source, ...command }) };
    },
  });
  return resultOf(command, found, [...findings, ...refused], commit);
}

/** By the permissions of what is checked out; where nobody says who asks, git's own credentials decide. */
function refusals({ id, author, teams }: RetryCommand, { spec }: PlatformSource, entry: IndexEntry): Finding[] {
  if (author === undefined || spec.policy === undefined) return [];
  const { product, tier, region, ring } = entry;
  const facets = [{ blueprint: product, tier, region, ring }];
  const place = { file: `tenants/${id}.yaml` };
  const action = { kind: 'retry-tenant', sentence: `retry ${id}`, tenant: id, facets, place } as const;
  return checkAction(action, spec.policy, author, teams === undefined ? new Map() : readTeams(teams));
}

function resultOf(
  { id, author }: RetryCommand,
  found: RetryOutcome,
  findings: readonly Finding[],
  commit: string | undefined,
): CommandResult {
  if (commit !== undefined)
    return {
      findings,
      data: { outcome: 'committed', tenant: id, commit },
      lines: [
        `published commit ${commit.slice(0, 10)}: Argo CD tries ${id} again`,
        ...(author === undefined ? ['nobody said who asks (--author), so git’s credentials alone decided'] : []),
      ],
      next: [`see whether it arrives: tenantry status ${id} --wait`],
    };
  if (found.kind === 'retried')
    return {
      findings,
      data: { outcome: 'unchanged', tenant: id, retriedAt: found.entry.retriedAt },
      lines: [`${id} was retried at ${found.entry.retriedAt} already: Argo CD has not had the time yet`],
      next: [`see whether it arrives: tenantry status ${id} --wait`],
    };
  const all = [...findings, ...missing(id, found)];
  return { findings: all, data: { outcome: 'refused', tenant: id }, lines: ['nothing was published'], next: [] };
}

function missing(id: string, found: RetryOutcome): Finding[] {
  if (found.kind === 'unpublished')
    return [
      finding('retry/not-published', {
        message: `no tenant ${id} is published`,
        hint: 'see which there are: tenantry status; a new tenant is published by `tenantry publish`',
        tenant: id,
      }),
    ];
  if (found.kind !== 'broken') return [];
  return [
    finding('retry/no-marker', {
      message: `what is published of ${id} can not be retried: ${found.reason}`,
      hint: 'publish it anew: `tenantry publish` writes what is missing, and Argo CD tries that',
      tenant: id,
    }),
  ];
}
