// A local server that answers as Prometheus does, with answers that a test gives it; it keeps what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly query: string;
  readonly time: string;
  readonly authorization: string | undefined;
}

export interface PrometheusServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** `answer` writes the whole response; leaving it unwritten is a server that does not answer. */
export async function prometheusServer(
  answer: (asked: Asked, response: ServerResponse) => void,
): Promise<PrometheusServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const one = readRequest(request);
    asked.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** An instant vector as the HTTP API writes it: the time as a number, each value as text. */
export function vector(values: Readonly<Record<string, string>>, more: object = {}): object {
  const result = Object.entries(values).map(([namespace, value]) => ({
    metric: { namespace },
    value: [1_435_781_451.781, value],
  }));
  return { status: 'success', data: { resultType: 'vector', result }, ...more };
}

function readRequest({ url = '', headers }: IncomingMessage): Asked {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return {
    path: pathname,
    query: searchParams.get('query') ?? '',
    time: searchParams.get('time') ?? '',
    authorization: headers.authorization,
  };
}
