// An API server that lists and watches Applications, as far as the watch needs one; what it is asked is kept.

import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../../temporary-folder.js';

export interface FakeCluster {
  readonly kubeconfig: string;
  /** Paths with their queries, in order. */
  readonly asked: URL[];
  /** Applications by name, as they are listed. */
  readonly applications: Map<string, object>;
  /** How the next lists and watches are refused; taken from the front, and 0 is let through. */
  readonly refusals: { list: number[]; watch: number[] };
  /** Sends one event to every open watch. */
  send(type: string, object: object): void;
  /** Ends every open watch as a server that goes away does. */
  drop(): void;
  readonly watches: ServerResponse[];
  close(): Promise<void>;
}

/** @param pageSize Applications in a page, whatever was asked for. */
export async function startFakeCluster(pageSize = 2): Promise<FakeCluster> {
  const asked: URL[] = [];
  const applications = new Map<string, object>();
  const refusals = { list: [] as number[], watch: [] as number[] };
  const watches: ServerResponse[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '', 'http://cluster');
    asked.push(url);
    const isWatch = url.searchParams.get('watch') === 'true';
    const refusal = (isWatch ? refusals.watch : refusals.list).shift() || undefined;
    if (refusal !== undefined) response.writeHead(refusal).end('{}');
    else if (isWatch) watches.push(response.writeHead(200));
    else response.writeHead(200).end(JSON.stringify(page([...applications.values()], url, pageSize)));
    if (isWatch) response.flushHeaders();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    asked,
    applications,
    refusals,
    watches,
    kubeconfig: writeKubeconfig(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    send: (type, object) => {
      for (const watch of watches) watch.write(`${JSON.stringify({ type, object })}\n`);
    },
    drop: () => {
      for (const watch of watches.splice(0)) watch.destroy();
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function page(all: readonly object[], url: URL, size: number): object {
  const start = Number(url.searchParams.get('continue') ?? '0');
  const rest = start + size < all.length ? { continue: String(start + size) } : {};
  return { metadata: { resourceVersion: '100', ...rest }, items: all.slice(start, start + size) };
}

function writeKubeconfig(server: string): string {
  const path = join(temporaryFolder(), 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'fake',
    clusters: [{ name: 'fake', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'reader', user: {} }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'reader' } }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}
