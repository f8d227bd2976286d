// A GitHub that runs here: it keeps comments, check runs, branches and pull requests, holds every request and answer against
// GitHub's own description, and plays what GitHub does on bad days.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'vitest';
import { FakeRepository } from './fake-repository.js';
import { type Answer, type Request, routes } from './fake-routes.js';
import { requestFaults, responseFaults } from './openapi.js';

export interface FakeGitHub {
  readonly apiUrl: string;
  readonly repository: FakeRepository;
  /** Routes that were asked for, in order, as `GET /repos/{owner}/{repo}`. */
  readonly calls: string[];
  /** What did not fit GitHub's description. */
  readonly faults: string[];
  /** The Authorization headers that came. */
  readonly tokens: Set<string | undefined>;
  /** The next request of a route gets this answer. */
  answerOnce(route: string, answer: Answer): void;
  /** Every request of a route gets this answer. */
  answerAlways(route: string, answer: Answer): void;
  /** From now on every request gets this answer, or its own again. */
  outage(answer: Answer | undefined): void;
  /** Runs just before the next request of a route is answered: somebody else is faster. */
  before(route: string, act: () => void): void;
}

/** Starts one for a test. */
export async function startGitHub({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<FakeGitHub> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const once = new Map<string, Answer[]>();
  const always = new Map<string, Answer>();
  const acts = new Map<string, () => void>();
  let down: Answer | undefined;
  const github: FakeGitHub = {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repository: new FakeRepository(),
    calls: [],
    faults: [],
    tokens: new Set(),
    answerOnce: (route, answer) => void once.set(route, [...(once.get(route) ?? []), answer]),
    answerAlways: (route, answer) => void always.set(route, answer),
    outage: (answer) => {
      down = answer;
    },
    before: (route, act) => void acts.set(route, act),
  };

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', github.apiUrl);
    const method = incoming.method ?? 'GET';
    const body = ['GET', 'DELETE'].includes(method) ? undefined : await json(incoming);
    github.tokens.add(incoming.headers.authorization);
    const found = match(method, url.pathname);
    if (found === undefined)
      return send(response, { status: 404, body: { message: `no route ${method} ${url.pathname}` } });
    const { route, path, parameters } = found;
    github.calls.push(route);
    if (path !== '/graphql') github.faults.push(...requestFaults(method, path, url.searchParams, body));
    acts.get(route)?.();
    acts.delete(route);
    const answer =
      down ??
      once.get(route)?.shift() ??
      always.get(route) ??
      handle(route, { parameters, query: url.searchParams, body, url });
    if (path !== '/graphql') github.faults.push(...responseFaults(method, path, answer.status, answer.body));
    send(response, answer);
  }

  function handle(route: string, request: Request): Answer {
    return routes[route]?.(github.repository, request) ?? { status: 404, body: { message: 'Not Found' } };
  }

  return github;
}

function match(method: string, pathname: string) {
  for (const route of Object.keys(routes)) {
    const [routeMethod, path = ''] = route.split(' ');
    const pattern = new RegExp(
      `^${path.replaceAll('{path}', '(?<path>.+)').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`,
    );
    const found = routeMethod === method ? pattern.exec(pathname) : null;
    if (found === null) continue;
    const parameters = Object.fromEntries(
      Object.entries(found.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]),
    );
    return { route, path, parameters };
  }
  return undefined;
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
