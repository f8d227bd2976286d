// What a publish answers: which tenants changed, where the commit is, what to do next. From commands/publish.ts, to show-result.
import { type Finding, hasErrors } from '../finding/finding.js';
import type { Changes } from '../write/reconcile.js';
import { changeLines, changesData, leftOutOf } from './changes-summary.js';
import type { CommandResult } from './command-result.js';
import type { GitOpsRepository } from './gitops-repository.js';

export interface PublishedSummary {
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
    next: [...(hasErrors(findings) ? [mendFirst] : []), ...nextSteps(outcome, commit, repository)],
  };
}

export const mendFirst = 'correct the errors above and run `tenantry publish` again';

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
