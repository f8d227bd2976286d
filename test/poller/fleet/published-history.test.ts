import { describe, expect, it } from 'vitest';
import { openRepository } from '../../../generator/publish/open-repository.js';
import { sourceTrailers } from '../../../generator/tree/source-trailers.js';
import { PublishedHistory } from '../../../poller/fleet/published-history.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { GitOpsFixture } from './git-ops-fixture.js';

async function historyOf(fixture: GitOpsFixture, url = false): Promise<PublishedHistory> {
  const location = url ? `file://${fixture.folder}` : fixture.folder;
  return new PublishedHistory(
    await openRepository({ location, branch: 'main', cacheFolder: temporaryFolder(), history: true }),
  );
}

describe('the published history', () => {
  it.each([false, true])('knows each tenant’s entry, last commit and source (by URL: %s)', async (url) => {
    const fixture = new GitOpsFixture();
    const first = fixture.publish(['a', 'b'], `Source-Commit: ${'f'.repeat(40)}`);
    const second = fixture.publish(['b']);
    const history = await historyOf(fixture, url);
    expect(await history.refresh()).toEqual(new Set(['a', 'b']));
    expect(history.facts.get('a')).toMatchObject({
      commit: first,
      sourceCommit: 'f'.repeat(40),
      entry: { tenant: 'a' },
    });
    expect(history.facts.get('b')).toMatchObject({ commit: second });
    expect(history.facts.get('b')).not.toHaveProperty('sourceCommit');
    history.close();
  });

  it('goes on with what is new, and tells only of tenants that it touched', async () => {
    const fixture = new GitOpsFixture();
    const first = fixture.publish(['a', 'b']);
    const history = await historyOf(fixture);
    await history.refresh();
    expect(await history.refresh()).toEqual(new Set());
    const second = fixture.publish(['a']);
    expect(await history.refresh()).toEqual(new Set(['a']));
    expect(history.isReached(first, second)).toBe(true);
    expect(history.isReached(second, second)).toBe(true);
    expect(history.isReached(second, first)).toBe(false);
    expect(history.isReached(first, 'e'.repeat(40))).toBeUndefined();
  });

  it('forgets a tenant that was removed', async () => {
    const fixture = new GitOpsFixture();
    fixture.publish(['a', 'b']);
    const history = await historyOf(fixture);
    await history.refresh();
    fixture.remove('a');
    expect(await history.refresh()).toEqual(new Set(['a']));
    expect([...history.facts.keys()]).toEqual(['b']);
  });

  it('reads all again where somebody has put the branch elsewhere', async () => {
    const fixture = new GitOpsFixture();
    const first = fixture.publish(['a', 'b']);
    const lost = fixture.publish(['a']);
    const history = await historyOf(fixture);
    await history.refresh();
    fixture.resetTo(first);
    const other = fixture.publish(['b']);
    await history.refresh();
    expect(history.facts.get('a')?.commit).toBe(first);
    expect(history.facts.get('b')?.commit).toBe(other);
    expect(history.isReached(lost, other)).toBeUndefined();
  });

  it('knows when the source was written and merged, and by which pull request', async () => {
    const fixture = new GitOpsFixture();
    const source = {
      commit: 'e'.repeat(40),
      pullRequest: 12,
      requestedAt: '2026-11-20T08:00:00Z',
      mergedAt: '2026-11-20T09:00:00Z',
    };
    fixture.publish(['a'], sourceTrailers(source).join('\n'));
    const history = await historyOf(fixture);
    await history.refresh();
    const { commit: sourceCommit, ...way } = source;
    expect(history.facts.get('a')).toMatchObject({ sourceCommit, ...way });
  });

  it('takes a trailer that is no commit for none', async () => {
    const fixture = new GitOpsFixture();
    fixture.publish(['a'], 'Source-Commit: \u001b[31m--evil');
    const history = await historyOf(fixture);
    await history.refresh();
    expect(history.facts.get('a')).not.toHaveProperty('sourceCommit');
  });
});
