import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workflowEvent } from '../../../poller/github/workflow-event.js';
import { temporaryFolder } from '../../temporary-folder.js';

const sha = 'e'.repeat(40);

function read(event: unknown) {
  const path = join(temporaryFolder(), 'event.json');
  writeFileSync(path, JSON.stringify(event));
  return workflowEvent({ GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: 'acme/platform', GITHUB_RUN_ID: '5' });
}

describe('the event of a workflow', () => {
  it('names the head of a pull request, not the merge that is tried', () => {
    expect(read({ number: 7, pull_request: { number: 7, head: { sha } } })).toMatchObject({
      headSha: sha,
      pullRequest: 7,
    });
  });

  const queued = `gh-readonly-queue/release/4/pr-123-${'a'.repeat(40)}`;

  it('names the commit of a merge queue, and the pull request that it tries', () => {
    expect(read({ merge_group: { head_sha: sha, head_ref: `refs/heads/${queued}` } })).toMatchObject({
      headSha: sha,
      pullRequest: 123,
      inMergeQueue: true,
    });
    expect(read({ merge_group: { head_sha: sha, head_ref: 'refs/heads/other' } }).pullRequest).toBeUndefined();
  });

  const run = { id: 4, head_sha: sha, event: 'pull_request', head_branch: 'topic' };

  it('names the commit and the page of the run that ended, not of the one it started', () => {
    expect(read({ workflow_run: run })).toEqual({
      headSha: sha,
      runUrl: 'https://github.com/acme/platform/actions/runs/4',
    });
  });

  it('believes a branch to be the queue’s only where the run was', () => {
    const ended = (event: string) => read({ workflow_run: { ...run, event, head_branch: queued } });
    expect(ended('merge_group')).toMatchObject({ pullRequest: 123, inMergeQueue: true });
    expect(ended('pull_request')).not.toHaveProperty('pullRequest');
  });

  it('is nothing outside GitHub Actions', () => {
    expect(workflowEvent({})).toEqual({});
  });
});
