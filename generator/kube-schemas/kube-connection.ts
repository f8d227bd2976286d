// The edge to a cluster that Argo CD runs in: GET requests with a kubeconfig's certificates and credentials, as one answer or as a
// stream of lines. It only ever reads.

import { type IncomingMessage, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { json } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';

export type Query = Readonly<Record<string, string>>;

export interface KubeConnection {
  /** Address of the API server, for people. */
  readonly server: string;
  /** @throws Unreachable */
  get(path: string, query: Query, signal: AbortSignal): Promise<unknown>;
  /** Lines of JSON for as long as the server gives them. @throws Unreachable */
  lines(path: string, query: Query, signal: AbortSignal): AsyncGenerator<unknown>;
}

/**
 * The context of the kubeconfig that KUBECONFIG, else the home folder, else the pod itself names. `file` is where named contexts
 * are instead. @throws Unreachable
 */
export async function connectToCluster(context?: string, file?: string): Promise<KubeConnection> {
  const config = await loadConfig(context, file);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Unreachable('the kubeconfig names no cluster');
  return connectTo(config, server);
}

async function loadConfig(context: string | undefined, file: string | undefined): Promise<KubeConfig> {
  // It takes longer to load than all the rest, and most commands ask no cluster.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    if (context === undefined || file === undefined) config.loadFromDefault();
    else config.loadFromFile(file);
  } catch (cause) {
    throw new Unreachable('the kubeconfig can not be read', { cause });
  }
  if (context === undefined) return config;
  if (config.getContextObject(context) === null) throw new Unreachable(`the kubeconfig has no context ${context}`);
  config.setCurrentContext(context);
  return config;
}

function connectTo(config: KubeConfig, server: string): KubeConnection {
  const ask = async (path: string, query: Query, signal: AbortSignal) => {
    const url = new URL(server.replace(/\/+$/, '') + path);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const options: RequestOptions = { method: 'GET', signal, headers: { accept: 'application/json' } };
    await config.applyToHTTPSOptions(options);
    return answered(await send(url, options), path);
  };
  return {
    server,
    get: (path, query, signal) =>
      told(server, async () => json(await ask(path, query, AbortSignal.any([signal, AbortSignal.timeout(patience)])))),
    lines: async function* (path, query, signal) {
      const answer = await told(server, () => ask(path, query, signal));
      yield* linesOf(answer, server);
    },
  };
}

/** Milliseconds for one answer: a page of the list may have some 12 MB. */
const patience = 60_000;
/** Milliseconds between two signs of life on a quiet connection, so that one whose other end is gone is noticed. */
const keepAlive = 30_000;

function send(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, options, resolve);
    request.once('error', reject);
    request.setSocketKeepAlive(true, keepAlive);
    request.end();
  });
}

async function answered(answer: IncomingMessage, path: string): Promise<IncomingMessage> {
  const { statusCode = 0 } = answer;
  if (statusCode === 200) return answer;
  answer.destroy();
  const why = refusals[statusCode] ?? '';
  throw new Unreachable(`the cluster answered ${statusCode} at ${path.split('?')[0]}${why}`, { status: statusCode });
}

const refusals: Readonly<Record<number, string>> = {
  401: ': the credentials are not valid',
  403: ': this user may not read it',
  404: ': there is nothing of the kind',
};

/** A line that is no JSON is the end of a cut connection. */
async function* linesOf(answer: IncomingMessage, server: string): AsyncGenerator<unknown> {
  try {
    for await (const line of splitLines(answer)) if (line !== '') yield JSON.parse(line);
  } catch (error) {
    throw outOf(error, server);
  } finally {
    answer.destroy();
  }
}

/** An object may come in many chunks: they are joined once, when its line ends. */
async function* splitLines(answer: IncomingMessage): AsyncGenerator<string> {
  let parts: string[] = [];
  answer.setEncoding('utf8');
  for await (const chunk of answer as AsyncIterable<string>) {
    const [first = '', ...more] = chunk.split('\n');
    parts.push(first);
    for (const next of more) {
      yield parts.join('');
      parts = [next];
    }
  }
}

async function told<Answer>(server: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw outOf(error, server);
  }
}

function outOf(cause: unknown, server: string): Unreachable {
  if (cause instanceof Unreachable) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Unreachable(`${server} does not answer: ${why}`, { cause });
}

export class Unreachable extends Error {
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(message: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'Unreachable';
    this.status = options.status;
  }
}
