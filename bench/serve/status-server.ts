// A server that takes whatever `tenantry serve` tells GitHub, answers at once, and remembers when it was told that a commit is live.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface StatusServer {
  readonly url: string;
  /** Ends when a commit's status has become this; gives the time by `performance.now()`. */
  told(commit: string, state: string): Promise<number>;
  close(): void;
}

export async function startStatusServer(): Promise<StatusServer> {
  const waiting = new Map<string, (at: number) => void>();
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = method === 'GET' ? {} : ((await json(request)) as { state?: string });
    const [, commit] = /\/statuses\/([0-9a-f]{40})$/.exec(url) ?? [];
    waiting.get(`${commit} ${body.state}`)?.(performance.now());
    response.writeHead(method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answerTo(method, url)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told: (commit, state) => new Promise((told) => waiting.set(`${commit} ${state}`, told)),
    close: () => server.close(),
  };
}

function answerTo(method: string, url: string): unknown {
  if (method !== 'GET') return { id: 1, output: { annotations_count: 0 }, body: '' };
  return url.includes('/check-runs') ? { total_count: 0, check_runs: [] } : [];
}
