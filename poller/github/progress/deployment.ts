// The deployment of a commit to a tenant, and its statuses. GitHub shows them on the pull request and under Environments.
import type { GitHubClient } from '../client.js';
import type { RepositoryName } from '../repository-name.js';

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
export async function tryFindDeployment(
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
export async function createDeployment(
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

export async function postDeploymentStatus(
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
