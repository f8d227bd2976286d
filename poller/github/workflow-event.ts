// The event that started a workflow of GitHub Actions. GitHub wrote it, so its commits and numbers can be trusted.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { serverUrl } from './access.js';

interface WorkflowEvent {
  /** The commit that the run is about: of a pull request its head, not the merge that GitHub tries. */
  readonly headSha?: string;
  /** Of a merge queue the pull request that it tries on top of those before it. */
  readonly pullRequest?: number;
  /** Present where the run is about a commit of a merge queue, not about the head of the pull request. */
  readonly inMergeQueue?: true;
  /** The page of the run whose report it is. */
  readonly runUrl?: string;
}

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const eventSchema = z.object({
  pull_request: z.object({ number: z.int().min(1), head: z.object({ sha }) }).optional(),
  merge_group: z.object({ head_sha: sha, head_ref: z.string() }).optional(),
  workflow_run: z
    .object({ id: z.int(), head_sha: sha, event: z.string(), head_branch: z.string().nullable() })
    .optional(),
});

/** Empty outside GitHub Actions. */
export function workflowEvent(environment: NodeJS.ProcessEnv = process.env): WorkflowEvent {
  const { GITHUB_EVENT_PATH, GITHUB_RUN_ID, GITHUB_REPOSITORY } = environment;
  const event = GITHUB_EVENT_PATH ? eventSchema.parse(JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8'))) : {};
  const headSha = event.pull_request?.head.sha ?? event.merge_group?.head_sha ?? event.workflow_run?.head_sha;
  const about = event.pull_request === undefined ? queuedIn(event) : { pullRequest: event.pull_request.number };
  const run = event.workflow_run?.id ?? GITHUB_RUN_ID;
  return {
    headSha,
    ...about,
    runUrl: run && GITHUB_REPOSITORY ? `${serverUrl(environment)}/${GITHUB_REPOSITORY}/actions/runs/${run}` : undefined,
  };
}

/** A fork may call its branch as it likes: only the event itself says that a branch is the queue's. */
function queuedIn({
  merge_group: group,
  workflow_run: run,
}: z.infer<typeof eventSchema>): Pick<WorkflowEvent, 'pullRequest' | 'inMergeQueue'> {
  const branch = group?.head_ref.replace('refs/heads/', '') ?? (run?.event === 'merge_group' ? run.head_branch : null);
  if (branch === null) return {};
  const number = queueBranch.exec(branch)?.[1];
  return { inMergeQueue: true, pullRequest: number === undefined ? undefined : Number(number) };
}

/** As `gh-readonly-queue/main/pr-12-<commit>`. */
const queueBranch = /^gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-[0-9a-f]{40,64}$/;
