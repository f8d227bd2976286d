import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workflowEvent } from '../../../generator/github/workflow-event.js';
import { temporaryFolder } from '../temporary-folder.js';

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

  it('names the commit of a merge queue', () => {
    expect(read({ merge_group: { head_sha: sha } })).toMatchObject({ headSha: sha });
  });

  it('names the commit and the page of the run that ended, not of the one it started', () => {
    expect(read({ workflow_run: { id: 4, head_sha: sha } })).toEqual({
      headSha: sha,
      runUrl: 'https://github.com/acme/platform/actions/runs/4',
    });
  });

  it('is nothing outside GitHub Actions', () => {
    expect(workflowEvent({})).toEqual({});
  });
});
