// The check run and the commit status that show how far the tenants of a commit are. There is one run for each commit, found by its name
// and its mark, and it is changed in place.
import type { GitHubClient } from '../client.js';
import { cutMarkdown } from '../comment-sections.js';
import { isStatus } from '../github-error.js';
import type { RepositoryName } from '../repository-name.js';

export interface LiveCheck {
  readonly repository: RepositoryName;
  /** Whole SHA. */
  readonly commit: string;
  readonly isMoving: boolean;
  readonly state: 'pending' | 'success' | 'failure';
  /** One line of plain text. */
  readonly title: string;
  /** Markdown; what is too long for GitHub is cut. */
  readonly summary: string;
  /** Of the run, where it is known. */
  readonly id?: number;
}

/** Name of the check run and context of the status. */
const liveName = 'tenantry/live';
/** Tells our run from others of that name. */
const mark = 'tenantry-live';
/** Characters (docs.github.com/rest/checks/runs and /rest/commits/statuses). */
const longestSummary = 65_535;
const longestDescription = 140;

/** Gives the run's id; throws GitHubError, as 403 where only an App's token may. */
export async function putLiveCheck(client: GitHubClient, check: LiveCheck): Promise<number> {
  const { id } = check;
  if (id !== undefined && (await tryUpdate(client, check, id))) return id;
  const found = await tryFind(client, check);
  if (found !== undefined && found !== id && (await tryUpdate(client, check, found))) return found;
  const { data } = await client.octokit.rest.checks.create({
    ...check.repository,
    name: liveName,
    head_sha: check.commit,
    external_id: mark,
    ...contentOf(check),
  });
  return data.id;
}

/** False where the run is gone. */
async function tryUpdate({ octokit }: GitHubClient, check: LiveCheck, id: number): Promise<boolean> {
  try {
    await octokit.rest.checks.update({ ...check.repository, check_run_id: id, ...contentOf(check) });
    return true;
  } catch (error) {
    if (isStatus(error, 404)) return false;
    throw error;
  }
}

async function tryFind({ octokit }: GitHubClient, { repository, commit }: LiveCheck): Promise<number | undefined> {
  const { data } = await octokit.rest.checks.listForRef({
    ...repository,
    ref: commit,
    check_name: liveName,
    filter: 'all',
    per_page: 100,
  });
  return data.check_runs.find((run) => run.external_id === mark)?.id;
}

function contentOf({ isMoving, state, title, summary }: LiveCheck) {
  const progress = isMoving
    ? { status: 'in_progress' as const }
    : { status: 'completed' as const, conclusion: state === 'failure' ? ('failure' as const) : ('success' as const) };
  return { ...progress, output: { title, summary: cutMarkdown(summary, { limit: longestSummary }) } };
}

export async function postLiveStatus(
  { octokit }: GitHubClient,
  { repository, commit, state, title }: Omit<LiveCheck, 'summary' | 'isMoving'>,
): Promise<void> {
  const description = title.length > longestDescription ? `${title.slice(0, longestDescription - 1)}…` : title;
  await octokit.rest.repos.createCommitStatus({ ...repository, sha: commit, context: liveName, state, description });
}
