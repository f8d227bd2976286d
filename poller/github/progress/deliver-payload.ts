// The requests to GitHub for one message: of a commit, a pull request, or a deployment, which GitHub shows on the pull request. What an earlier message made is found by its id or its mark, and changed in place.
import { z } from 'zod';
import type { GitHubClient } from '../client.js';
import { isRateLimit, isStatus } from '../github-error.js';
import type { RepositoryName } from '../repository-name.js';
import { putSection } from '../sticky-comment.js';
import { type LiveCheck, postLiveStatus, putLiveCheck } from './live-check.js';
import type { CommitPayload, DeploymentPayload, Payload, PullPayload } from './payload.js';
import { checkMarkdown, commitSummary, deploymentState, isPlainUrl, pullMarkdown } from './progress-text.js';

interface Target {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
}

type Receipt = CommitReceipt | PullReceipt | DeploymentReceipt;

/** Gives what the next message about the same thing is to know; throws GitHubError. */
export function deliverPayload(target: Target, payload: Payload, receipt: unknown): Promise<Receipt> {
  if (payload.kind === 'commit') return deliverCommit(target, payload, readReceipt(commitReceipt, receipt));
  if (payload.kind === 'pull') return deliverPull(target, payload, readReceipt(pullReceipt, receipt));
  return deliverDeployment(target, payload, readReceipt(deploymentReceipt, receipt));
}

/** The check first: it can be sent twice without a trace, and GitHub keeps every status of a commit, up to a thousand. */
async function deliverCommit(
  { client, repository }: Target,
  payload: CommitPayload,
  { check: id, statusOnly, status }: CommitReceipt,
): Promise<CommitReceipt> {
  const check = {
    repository,
    commit: payload.commit,
    ...commitSummary(payload),
    summary: checkMarkdown(payload),
    id,
  };
  const made = statusOnly ? undefined : await tryPutCheck(client, check);
  const said = `${check.state} ${check.title}`;
  if (said !== status) await postLiveStatus(client, check);
  return { status: said, check: made, statusOnly: made === undefined ? true : undefined };
}

/** Undefined for a token that may make no check runs: only Apps may. */
async function tryPutCheck(client: GitHubClient, check: LiveCheck): Promise<number | undefined> {
  try {
    return await putLiveCheck(client, check);
  } catch (error) {
    if (isStatus(error, 403) && !isRateLimit(error)) return undefined;
    throw error;
  }
}

async function deliverPull(
  { client, repository }: Target,
  payload: PullPayload,
  { pull: known, comment }: PullReceipt,
): Promise<PullReceipt> {
  const { commit } = payload;
  const pullRequest = known === undefined ? await tryFindPull(client, repository, commit) : (known ?? undefined);
  if (pullRequest === undefined) return { pull: null };
  const { id } = await putSection(client, {
    repository,
    pullRequest,
    commit,
    section: pullMarkdown(payload),
    id: comment,
  });
  return { pull: pullRequest, comment: id };
}

/** What a newer commit has taken over is only ended: GitHub itself retires what was live, once the newer one is. */
async function deliverDeployment(
  { client, repository }: Target,
  payload: DeploymentPayload,
  { id: known, said }: DeploymentReceipt,
): Promise<DeploymentReceipt> {
  const { commit, tenant, region, url, problem } = payload;
  const state = deploymentState(payload);
  const isOver = payload.state === 'superseded';
  if (isOver && said === 'success') return { id: known, said };
  const deployment = { repository, commit, environment: `${tenant}/${region}` };
  const found = known ?? (await tryFindDeployment(client, deployment));
  const id = found ?? (isOver ? undefined : await createDeployment(client, deployment));
  if (id === undefined) return {};
  const description = problem ?? payload.state;
  await postDeploymentStatus(client, repository, { id, state, description, url: isPlainUrl(url) ? url : undefined });
  return { id, said: state };
}

const id = z.int();

const commitReceipt = z.object({
  /** Of the check run. */
  check: id.exactOptional(),
  /** The token is not an App's: the status alone tells. */
  statusOnly: z.literal(true).exactOptional(),
  /** State and description of the status. */
  status: z.string().exactOptional(),
});

const pullReceipt = z.object({
  /** Number of the pull request; null where there is none. */
  pull: id.nullable().exactOptional(),
  comment: id.exactOptional(),
});

const deploymentReceipt = z.object({ id: id.exactOptional(), said: z.string().exactOptional() });

type CommitReceipt = z.infer<typeof commitReceipt>;
type PullReceipt = z.infer<typeof pullReceipt>;
type DeploymentReceipt = z.infer<typeof deploymentReceipt>;

/** Empty where there is none, or none that this version can read: then GitHub is asked again. */
function readReceipt<Receipt>(schema: z.ZodType<Receipt>, receipt: unknown): Receipt {
  const parsed = schema.safeParse(receipt);
  return parsed.success ? parsed.data : schema.parse({});
}

/** Its number; undefined for a commit that came without one, and for one that no merged pull request holds. */
async function tryFindPull(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  commit: string,
): Promise<number | undefined> {
  const pulls = await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
    ...repository,
    commit_sha: commit,
    per_page: 100,
  });
  const merged = pulls.filter(({ merged_at }) => merged_at !== null);
  return (merged.find((pull) => pull.merge_commit_sha === commit) ?? merged[0])?.number;
}

interface Deployment {
  readonly repository: RepositoryName;
  /** Whole SHA. */
  readonly commit: string;
  readonly environment: string;
}

interface DeploymentStatus {
  readonly id: number;
  readonly state: 'success' | 'in_progress' | 'queued' | 'failure' | 'inactive';
  /** One line of plain text. */
  readonly description: string;
  readonly url?: string;
}

/** Characters (docs.github.com/rest/deployments/statuses). */
const longestDescription = 140;

/** Id of the one that there is already. */
async function tryFindDeployment(
  { octokit }: GitHubClient,
  { repository, commit, environment }: Deployment,
): Promise<number | undefined> {
  const { data } = await octokit.rest.repos.listDeployments({
    ...repository,
    sha: commit,
    environment,
    task,
    per_page: 1,
  });
  return data[0]?.id;
}

/** Neither waits for other checks nor merges anything: the commit is out already. */
async function createDeployment(
  { octokit }: GitHubClient,
  { repository, commit, environment }: Deployment,
): Promise<number | undefined> {
  const { data } = await octokit.rest.repos.createDeployment({
    ...repository,
    ref: commit,
    task,
    environment,
    auto_merge: false,
    required_contexts: [],
  });
  return 'id' in data ? data.id : undefined;
}

/** Tells our deployments from those of others to an environment of the same name. */
const task = 'deploy:tenantry';

async function postDeploymentStatus(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  { id, state, description, url }: DeploymentStatus,
): Promise<void> {
  const short =
    description.length > longestDescription ? `${description.slice(0, longestDescription - 1)}…` : description;
  await octokit.rest.repos.createDeploymentStatus({
    ...repository,
    deployment_id: id,
    state,
    description: short,
    environment_url: url,
  });
}
