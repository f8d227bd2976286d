// A report as a check run with annotations, one for each commit and report. The same report again continues it or changes nothing.
// Without an App's token, it becomes a commit status.
import type { Annotation } from './annotations.js';
import type { GitHubClient } from './client.js';
import { cutMarkdown } from './comment-sections.js';
import { isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export type Conclusion = 'success' | 'failure' | 'neutral';

export interface Check {
  readonly repository: RepositoryName;
  readonly name: string;
  readonly headSha: string;
  readonly conclusion: Conclusion;
  /** One line of plain text. */
  readonly title: string;
  /** Markdown; what is too long for GitHub is cut. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Tells this report from others about the same commit. */
  readonly digest: string;
  /** Where the whole report is. */
  readonly fullUrl?: string;
  /** Requests that may be made, at least two; annotations beyond them are only counted. */
  readonly mostCalls: number;
}

export interface CheckOutcome {
  readonly kind: 'check-run' | 'status';
  readonly outcome: 'created' | 'continued' | 'unchanged';
  readonly url: string | undefined;
  /** How many annotations are shown. */
  readonly annotations: number;
}

/** Annotations per request, and characters of a summary (docs.github.com/rest/checks/runs). */
const batchSize = 50;
const longestSummary = 65_535;
/** Characters (docs.github.com/rest/commits/statuses). */
const longestDescription = 140;

/** Makes the check run, or a commit status where only Apps may make check runs; throws GitHubError. */
export async function putCheck(client: GitHubClient, check: Check): Promise<CheckOutcome> {
  try {
    return await putCheckRun(client, check);
  } catch (error) {
    if (!isStatus(error, 403)) throw error;
    return putStatus(client, check);
  }
}

async function putCheckRun(client: GitHubClient, check: Check): Promise<CheckOutcome> {
  const existing = await tryFindRun(client, check);
  const shown = check.annotations.slice(0, (check.mostCalls - 1) * batchSize);
  const done = existing?.output.annotations_count ?? 0;
  if (existing?.status === 'completed' && done >= shown.length)
    return { kind: 'check-run', outcome: 'unchanged', url: existing.html_url ?? undefined, annotations: done };
  const batches = batchesOf(shown.slice(done));
  const [first = [], ...rest] = batches;
  const run = existing ?? (await createRun(client, check, first, rest.length === 0));
  const remaining = existing === undefined ? rest : batches;
  for (const [index, batch] of remaining.entries())
    await updateRun(client, check, run.id, batch, index === remaining.length - 1);
  return {
    kind: 'check-run',
    outcome: existing === undefined ? 'created' : 'continued',
    url: run.html_url ?? undefined,
    annotations: shown.length,
  };
}

/** At least one, be it empty: it carries the conclusion. */
function batchesOf(annotations: readonly Annotation[]): Annotation[][] {
  const count = Math.max(1, Math.ceil(annotations.length / batchSize));
  return Array.from({ length: count }, (_, index) => annotations.slice(index * batchSize, (index + 1) * batchSize));
}

async function tryFindRun({ octokit }: GitHubClient, { repository, name, headSha, digest }: Check) {
  const { data } = await octokit.rest.checks.listForRef({
    ...repository,
    ref: headSha,
    check_name: name,
    filter: 'all',
    per_page: 100,
  });
  return data.check_runs.find((run) => run.external_id === digest);
}

async function createRun({ octokit }: GitHubClient, check: Check, batch: Annotation[], isLast: boolean) {
  const { repository, name, headSha, digest, fullUrl } = check;
  const { data } = await octokit.rest.checks.create({
    ...repository,
    name,
    head_sha: headSha,
    external_id: digest,
    details_url: fullUrl,
    ...progressOf(check, isLast),
    output: outputOf(check, batch),
  });
  return data;
}

async function updateRun({ octokit }: GitHubClient, check: Check, id: number, batch: Annotation[], isLast: boolean) {
  await octokit.rest.checks.update({
    ...check.repository,
    check_run_id: id,
    ...progressOf(check, isLast),
    output: outputOf(check, batch),
  });
}

/** Only the last request concludes, so that a run that is ended early is not taken for whole. */
function progressOf({ conclusion }: Check, isLast: boolean) {
  return isLast ? { status: 'completed' as const, conclusion } : { status: 'in_progress' as const };
}

function outputOf({ title, summary, fullUrl }: Check, batch: Annotation[]) {
  const cut = { limit: longestSummary, fullUrl };
  return { title, summary: cutMarkdown(summary, cut), annotations: batch };
}

async function putStatus({ octokit }: GitHubClient, check: Check): Promise<CheckOutcome> {
  const { repository, headSha, name, title, conclusion, fullUrl } = check;
  const { data } = await octokit.rest.repos.createCommitStatus({
    ...repository,
    sha: headSha,
    context: name,
    state: conclusion === 'failure' ? 'failure' : 'success',
    description: title.length > longestDescription ? `${title.slice(0, longestDescription - 1)}…` : title,
    target_url: fullUrl,
  });
  return { kind: 'status', outcome: 'created', url: data.target_url ?? undefined, annotations: 0 };
}
