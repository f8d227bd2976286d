import { describe, expect, test } from 'vitest';
import { hintFor } from '../../../generator/publish/git.js';

describe('hintFor', () => {
  test.each([
    ["fatal: could not read Username for 'https://host.example': terminal prompts disabled", /credential/],
    ['git@host.example: Permission denied (publickey).\nfatal: Could not read from remote repository.', /ssh key/],
    ["fatal: unable to access 'https://host.example/': Could not resolve host: host.example", /network/],
    ["fatal: detected dubious ownership in repository at '/srv/gitops.git'", /safe\.directory/],
    ['fatal: write error: No space left on device', /space/],
    ["fatal: cannot lock ref: Unable to create '/srv/x.lock': File exists.", /lock file/],
    ['! refs/heads/main [remote rejected] (protected branch hook declined)', /push to the branch/],
    ['fatal: ref updates aborted by hook', /push to the branch/],
    ['something never heard of', /git says/],
  ])('says what to do about %j', (complaint, hint) => {
    expect(hintFor(complaint)).toMatch(hint);
  });
});
