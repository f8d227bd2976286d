// The routes of the fake GitHub that tell what becomes of a merged commit: its pull request, and deployments of it.
import type { FakeRepository } from './fake-repository.js';
import type { Answer, Request } from './fake-routes.js';
import { example } from './openapi.js';

type Handler = (repository: FakeRepository, request: Request) => Answer;

const repo = '/repos/{owner}/{repo}';
const paths = {
  pullsOf: `${repo}/commits/{commit_sha}/pulls`,
  deployments: `${repo}/deployments`,
  deploymentStatuses: `${repo}/deployments/{deployment_id}/statuses`,
  installation: `${repo}/installation`,
  installationTokens: '/app/installations/{installation_id}/access_tokens',
} as const;

export const liveRoutes: Readonly<Record<string, Handler>> = {
  [`GET ${paths.installation}`]: () => ({ status: 200, body: example('GET', paths.installation, 200) }),
  [`POST ${paths.installationTokens}`]: (repository) => ({
    status: 201,
    body: {
      ...example('POST', paths.installationTokens, 201),
      token: `ghs_${repository.next()}`,
      expires_at: '2026-11-21T11:00:00Z',
    },
  }),
  [`GET ${paths.pullsOf}`]: ({ pulls }, { parameters }) => {
    const [first = {}] = Object.values(example('GET', paths.pullsOf, 200)) as object[];
    const found = pulls.filter(({ mergeSha }) => mergeSha !== undefined && mergeSha === parameters.commit_sha);
    const body = found.map(({ number, mergeSha }) => ({
      ...first,
      number,
      state: 'closed',
      merged_at: '2026-11-01T12:00:00Z',
      merge_commit_sha: mergeSha,
      requested_teams: [],
    }));
    return { status: 200, body };
  },
  [`GET ${paths.deployments}`]: ({ deployments }, { query }) => {
    const found = deployments.filter(
      ({ ref, environment }) => ref === query.get('sha') && environment === query.get('environment'),
    );
    return { status: 200, body: found.map(deploymentBody) };
  },
  [`POST ${paths.deployments}`]: (repository, { body }) => {
    const { ref, environment, auto_merge, required_contexts } = body as {
      ref: string;
      environment: string;
      auto_merge?: boolean;
      required_contexts?: string[];
    };
    if (auto_merge !== false || required_contexts?.length !== 0)
      return { status: 409, body: { message: 'Conflict: commit status checks have not been successful' } };
    const deployment = { id: repository.next(), ref, environment, statuses: [] };
    repository.deployments.push(deployment);
    return { status: 201, body: deploymentBody(deployment) };
  },
  [`POST ${paths.deploymentStatuses}`]: ({ deployments }, { parameters, body }) => {
    const deployment = deployments.find(({ id }) => String(id) === parameters.deployment_id);
    if (deployment === undefined) return { status: 404, body: { message: 'Not Found' } };
    const status = body as { state: string; environment_url?: string };
    deployment.statuses.push(status);
    return { status: 201, body: { ...example('POST', paths.deploymentStatuses, 201), state: status.state } };
  },
};

function deploymentBody({ id, ref, environment }: FakeRepository['deployments'][number]) {
  return { ...example('POST', paths.deployments, 201, 'simple-example'), id, sha: ref, ref, environment };
}
