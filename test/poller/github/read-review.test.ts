import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, type TestContext } from 'vitest';
import { githubClient } from '../../../poller/github/client.js';
import { approvers, readReview } from '../../../poller/github/read-review.js';

const head = 'a'.repeat(40);
const older = 'b'.repeat(40);
const review = (login: string, state: string, commit_id = head) => ({ user: { login }, state, commit_id });

describe('who approves a pull request', () => {
  it.each([
    ['whoever approved its newest commit', [review('pat', 'APPROVED')], ['pat']],
    ['nobody who approved an older one', [review('pat', 'APPROVED', older)], []],
    ['nobody who changed their mind', [review('pat', 'APPROVED'), review('pat', 'CHANGES_REQUESTED')], []],
    ['whoever came round', [review('pat', 'CHANGES_REQUESTED'), review('pat', 'APPROVED')], ['pat']],
    ['whoever only had something to add', [review('pat', 'APPROVED'), review('pat', 'COMMENTED')], ['pat']],
    ['nobody whose approval was dismissed', [review('pat', 'DISMISSED')], []],
    ['nobody who is gone from GitHub', [{ ...review('pat', 'APPROVED'), user: null }], []],
  ])('is %s', (_, reviews, logins) => {
    expect(approvers(reviews, head)).toEqual(logins);
  });

  it('is read with the author, page by page', async (context) => {
    const pull = '/repos/acme/platform/pulls/7';
    const pages: Readonly<Record<string, unknown>> = {
      [pull]: { user: { login: 'mona-example' }, head: { sha: head } },
      [`${pull}/reviews?per_page=100`]: [review('pat-example', 'APPROVED')],
      [`${pull}/reviews?page=2`]: [review('quinn-example', 'APPROVED'), review('pat-example', 'DISMISSED')],
    };
    const apiUrl = await serve(context, pages, `${pull}/reviews?page=2`);
    const client = githubClient({ token: 'token', apiUrl, second: 5 });
    expect(await readReview(client, { owner: 'acme', repo: 'platform' }, 7)).toEqual({
      author: 'mona-example',
      approvedBy: ['quinn-example'],
    });
  });
});

/** Serves JSON by path; the first page of reviews leads to a second one, as GitHub's Link header does. */
async function serve(
  { onTestFinished }: TestContext,
  pages: Readonly<Record<string, unknown>>,
  next: string,
): Promise<string> {
  const server = createServer(({ url = '', headers }, response) => {
    const link = url.endsWith('per_page=100') ? { link: `<http://${headers.host}${next}>; rel="next"` } : {};
    response.writeHead(url in pages ? 200 : 404, { 'content-type': 'application/json', ...link });
    response.end(JSON.stringify(pages[url] ?? {}));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
