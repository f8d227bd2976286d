// What only Argo CD's API says: the health of each object of a tenant, and the marker as it is in the cluster. A read-only token, and
// few requests at a time, each with limits of time and size.
import { z } from 'zod';
import { names } from '../../constructs/base/metadata.js';
import { Unreachable } from '../../generator/kube-schemas/kube-connection.js';
import type { ApplicationView } from '../status/application.js';
import { type ResourceTree, tryReadResourceTree } from '../status/read-resource-tree.js';

export interface ArgoCdApiOptions {
  /** Of Argo CD's pages. */
  readonly url: string;
  /** Of an account with the role `applications, get`; none where the API asks for none. */
  readonly token?: string;
}

type Named = Pick<ApplicationView, 'name' | 'namespace'>;

export class ArgoCdApi {
  readonly #options: ArgoCdApiOptions;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(options: ArgoCdApiOptions) {
    this.#options = options;
  }

  /** @throws Unreachable */
  async resourceTree({ name, namespace }: Named, signal: AbortSignal): Promise<ResourceTree> {
    const tree = tryReadResourceTree(
      await this.#get(`${pathOf(name)}/resource-tree`, { appNamespace: namespace }, signal),
    );
    if (tree === undefined) throw new Unreachable('Argo CD answers no resource tree');
    return tree;
  }

  /** The digest that the marker holds in its cluster; undefined where there is none yet. @throws Unreachable */
  async marker({ name, namespace }: Named, signal: AbortSignal): Promise<string | undefined> {
    const marker = { namespace: name, resourceName: names.marker, version: 'v1', kind: 'ConfigMap', group: '' };
    try {
      const answer = await this.#get(`${pathOf(name)}/resource`, { appNamespace: namespace, ...marker }, signal);
      return markerSchema.parse(answer).manifest;
    } catch (error) {
      if (error instanceof Unreachable && (error.status === 404 || error.status === 400)) return undefined;
      throw error instanceof Unreachable ? error : new Unreachable('Argo CD answers no marker', { cause: error });
    }
  }

  async #get(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<unknown> {
    const url = new URL(`${this.#options.url.replace(/\/+$/, '')}/api/v1/applications/${path}`);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    await this.#enter();
    try {
      return await this.#ask(url, signal);
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new Unreachable(`Argo CD’s API at ${url.host} does not answer: ${why}`, { cause: error });
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #ask(url: URL, signal: AbortSignal): Promise<unknown> {
    const { token } = this.#options;
    const answer = await fetch(url, {
      // A redirection would take the token elsewhere.
      redirect: 'error',
      headers: token === undefined ? accept : { ...accept, authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    if (answer.ok) return JSON.parse(await boundedText(answer));
    await answer.body?.cancel();
    throw new Unreachable(`Argo CD’s API at ${url.host} answered ${answer.status}`, { status: answer.status });
  }

  async #enter(): Promise<void> {
    if (this.#running >= mostAtOnce) await new Promise<void>((enter) => this.#waiting.push(enter));
    this.#running += 1;
  }
}

/** Requests at once: Argo CD reads a tree from its cache, but a live manifest from the cluster. */
const mostAtOnce = 8;
/** Milliseconds for one answer. */
const patience = 10_000;
/** Bytes; a tenant's tree has some 100 kB. */
const mostBytes = 8 * 1024 * 1024;

function pathOf(name: string): string {
  return encodeURIComponent(name);
}

async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new Unreachable('Argo CD’s API answers more than a tenant can have');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const manifest = z.object({ data: z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/) }) });

/** Argo CD gives the object as text. */
const markerSchema = z.object({
  manifest: z.string().transform((text) => manifest.safeParse(JSON.parse(text)).data?.data.digest),
});

const accept = { accept: 'application/json' } as const;
