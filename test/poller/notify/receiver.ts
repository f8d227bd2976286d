// A receiver of webhooks that answers as it is told, and keeps what it got.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse) => void;

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** From now on. */
  answer(answer: Answer): void;
}

export const answers = {
  ok: (response) => response.writeHead(204).end(),
  broken: (response) => response.writeHead(500).end('https://secret.example'),
  unfit: (response) => response.writeHead(400).end(),
  redirect: (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
  busy: (response) => response.writeHead(429, { 'retry-after': '120' }).end(),
  hangUp: (response) => response.destroy(),
} as const satisfies Record<string, Answer>;

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: Answer = answers.ok;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next) => {
      answer = next;
    },
  };
}
