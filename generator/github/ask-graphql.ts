// A GraphQL request. GraphQL says no with HTTP 200 and a list of typed errors: they leave as a GitHubError like every other refusal.
import { scrubbed } from '../publish/scrubbed.js';
import type { GitHubClient } from './client.js';
import { GitHubError } from './github-error.js';
import { neededPermission } from './permissions.js';

/** Throws GitHubError; its `types` are those of the answer's errors. */
export async function askGraphql<Answer>(
  { octokit }: GitHubClient,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  try {
    return await octokit.graphql<Answer>(query, variables);
  } catch (error) {
    throw graphqlError(error);
  }
}

function graphqlError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof GitHubError || !('errors' in error)) return error;
  const types = Array.isArray(error.errors) ? error.errors.map((each: unknown) => typeOf(each)) : [];
  const hint = types.map((type) => hints[type]).find((each) => each !== undefined);
  return new GitHubError(`GitHub refused: ${scrubbed(error.message).replaceAll(/\s+/g, ' ')}`, {
    status: 200,
    types,
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

const hints: Readonly<Record<string, string>> = {
  FORBIDDEN: `give the token the permission ${neededPermission('POST /graphql', {})}`,
  NOT_FOUND: 'check the repository’s name, and that the token may see it',
  STALE_DATA: 'the branch is written by others all the time: run again later',
};

function typeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : 'unknown';
}
