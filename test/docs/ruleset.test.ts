import { describe, expect, it } from 'vitest';
import { requestFaults } from '../generator/github/openapi.js';
import { callers } from '../workflows/workflow-fixture.js';
import { findDocument } from './markdown.js';

const rulesets = findDocument('docs/pull-requests.md').blocks.filter(({ info }) => info === 'json ruleset');

describe('the ruleset in the documents', () => {
  it.each(rulesets)('is one as GitHub describes it', ({ text }) => {
    const faults = requestFaults('POST', '/repos/{owner}/{repo}/rulesets', new URLSearchParams(), JSON.parse(text));
    expect(faults).toEqual([]);
  });

  it('requires the check that the workflow of `tenantry init` makes', () => {
    const [jobs] = callers.filter(({ name }) => name.endsWith('/validate.yaml')).map((each) => Object.keys(each.jobs));
    expect(rulesets.map(({ text }) => /"context": "([^"]+)"/.exec(text)?.[1])).toEqual([`${jobs?.[0]} / validate`]);
  });
});
