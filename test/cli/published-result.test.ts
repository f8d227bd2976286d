import { describe, expect, it } from 'vitest';
import { correctFirst, publishedResult } from '../../cli/publish.js';
import { finding } from '../../constructs/base/finding.js';

const tenants = { added: [], changed: [], removed: [], unchanged: ['a'], kept: [] };
const base = {
  commit: 'c'.repeat(40),
  head: 'c'.repeat(40),
  findings: [],
  failing: new Set<string>(),
  milliseconds: 10,
  changes: { puts: [], deletes: [], tenants, foreign: [] },
};
const embedded = { location: '.tenantry/gitops.git', branch: 'main', embedded: true, cacheFolder: '' };
const remote = { ...embedded, location: 'https://git.example/gitops.git', embedded: false };

describe('what a publish says to do next', () => {
  it.each([
    ['committed', embedded],
    ['committed', remote],
    ['unchanged', embedded],
    ['unchanged', remote],
    ['dry-run', embedded],
  ])('is never nothing: %s', (outcome, repository) => {
    expect(publishedResult({ ...base, outcome, repository }).next).not.toEqual([]);
  });

  it('gives Argo CD no repository that it can not read', () => {
    const ofEmbedded = publishedResult({ ...base, outcome: 'committed', repository: embedded }).next.join('\n');
    const ofRemote = publishedResult({ ...base, outcome: 'committed', repository: remote }).next.join('\n');
    expect(ofEmbedded).toContain('gitops.repository');
    expect(ofEmbedded).not.toContain('kubectl apply');
    expect(ofRemote).toContain('tenantry bootstrap | kubectl apply');
  });

  it('begins with the errors where there are some, and not with warnings', () => {
    const error = finding('load/syntax', { message: 'it does not parse', tenant: 'b' });
    const warning = finding('publish/missing-file', { message: 'it has no file', tenant: 'c' });
    const next = (found: typeof error) =>
      publishedResult({ ...base, outcome: 'unchanged', repository: remote, findings: [found] }).next;
    expect(next(error)[0]).toBe(correctFirst);
    expect(next(warning)).not.toContain(correctFirst);
  });
});
