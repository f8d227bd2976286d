import { describe, expect, it } from 'vitest';
import { reviewFiles } from '../../cli/init/github-files.js';
import { requestFaults } from '../poller/github/openapi.js';
import { callers } from '../workflows/workflow-fixture.js';
import { findDocument } from './markdown.js';

const rulesets = findDocument('docs/pull-requests.md').blocks.filter(({ info }) => info === 'json ruleset');

describe('the ruleset in the documents', () => {
  it.each(rulesets)('is one as GitHub describes it', ({ text }) => {
    const faults = requestFaults('POST', '/repos/{owner}/{repo}/rulesets', new URLSearchParams(), JSON.parse(text));
    expect(faults).toEqual([]);
  });

  it('is the one that `tenantry init` writes, as the code owners are', () => {
    const written = (name: string) => reviewFiles().find(({ path }) => path.endsWith(name))?.text ?? '';
    expect(rulesets.map(({ text }) => JSON.parse(text))).toEqual([JSON.parse(written('ruleset.json'))]);
    const owners = findDocument('docs/pull-requests.md').blocks.filter(({ info }) => info === 'text owners');
    expect(owners.map(({ text }) => text.trim())).toEqual([
      written('CODEOWNERS')
        .replace(/^#.*\n/, '')
        .trim(),
    ]);
  });

  it('requires the check that the workflow of `tenantry init` makes', () => {
    const [jobs] = callers.filter(({ name }) => name.endsWith('/validate.yaml')).map((each) => Object.keys(each.jobs));
    expect(rulesets.map(({ text }) => /"context": "([^"]+)"/.exec(text)?.[1])).toEqual([`${jobs?.[0]} / validate`]);
  });
});
