import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Unreachable } from '../../../generator/kube-schemas/kube-connection.js';
import { ArgoCdApi } from '../../../poller/watch/argocd-api.js';
import { recorded } from '../status/recorded-applications.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const tenant = { name: 'tenant-acme-auto', namespace: 'argocd' };
const never = new AbortController().signal;
const digest = 'a'.repeat(64);

interface Asked {
  readonly url: URL;
  readonly authorization: string | undefined;
}

/** Answers all with one status and text. */
async function serve(status: number, text: string): Promise<{ api: ArgoCdApi; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    asked.push({ url: new URL(request.url ?? '', 'http://argocd'), authorization: request.headers.authorization });
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(text);
  });
  const listening = server;
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
  return { api: new ArgoCdApi({ url, token: 'very-secret' }), asked };
}

describe('Argo CD’s API', () => {
  it('gives the health of each object, asked with the token', async () => {
    const { api, asked } = await serve(200, JSON.stringify(recorded('migration-failed').tree));
    const tree = await api.resourceTree(tenant, never);
    expect(tree.get('batch/Job/migrate-failing000')).toMatchObject({ health: 'Degraded' });
    expect(asked[0]?.authorization).toBe('Bearer very-secret');
    expect(asked[0]?.url.pathname).toBe('/api/v1/applications/tenant-acme-auto/resource-tree');
  });

  it('gives the digest that the marker holds, and nothing where there is none', async () => {
    const manifest = JSON.stringify({ kind: 'ConfigMap', data: { digest } });
    expect(await (await serve(200, JSON.stringify({ manifest }))).api.marker(tenant, never)).toBe(digest);
    expect(await (await serve(404, '{}')).api.marker(tenant, never)).toBeUndefined();
  });

  it.each([
    ['an error', 500, 'very-secret'],
    ['a refusal', 403, '{}'],
    ['a redirection, which would take the token elsewhere', 302, ''],
    ['no JSON', 200, '<html>'],
    ['something else', 200, '{"nodes": 7}'],
    ['too much', 200, ' '.repeat(9 * 1024 * 1024)],
  ])('that answers %s is unreachable, and the token is not repeated', async (_, status, text) => {
    const { api } = await serve(status, text);
    const error = await api.resourceTree(tenant, never).catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(Unreachable);
    expect(String(error)).not.toContain('very-secret');
  });
});
