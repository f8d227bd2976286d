import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Unreachable } from '../../../../argocd/watch/unreachable.js';
import { type ArgoCdChoice, argoCdSources, tokenVariable } from '../../../../generator/cli/status/argocd-sources.js';
import { UsageError } from '../../../../generator/cli/usage-error.js';
import { type PlatformSource, platformSchema } from '../../../../generator/load/schema/platform.js';
import { samplePlans } from '../../sample-platform.js';
import { temporaryFolder } from '../../temporary-folder.js';

const { argocd: _, ...rest } = samplePlans().context.platform.value;

/** The sample platform with another `argocd`. */
function spec(argocd: unknown): PlatformSource['spec'] {
  const metadata = { name: 'garage' };
  return platformSchema.parse({ apiVersion: 'tenantry.dev/v1', kind: 'Platform', metadata, spec: { ...rest, argocd } })
    .spec;
}

const several = spec({
  instances: {
    'us-east': { context: 'us', url: 'https://argocd.us.example', namespace: 'gitops' },
    'eu-west': { url: 'https://argocd.eu.example' },
  },
});

function kubeconfig(...contexts: readonly string[]): string {
  const file = join(temporaryFolder(), 'kubeconfig');
  const clusters = contexts.map((name) => ({ name, cluster: { server: `https://${name}.example` } }));
  const named = contexts.map((name) => ({ name, context: { cluster: name, user: 'me' } }));
  const users = [{ name: 'me', user: { token: 'of-the-cluster' } }];
  writeFileSync(file, JSON.stringify({ clusters, users, contexts: named, 'current-context': contexts[0] }));
  return file;
}

const sourcesOf = (choice: Partial<ArgoCdChoice>, platform = several) =>
  argoCdSources({ context: [], environment: {}, ...choice }, platform);

const asked: (readonly [host: string, authorization: string | null])[] = [];

beforeEach(() => {
  vi.stubEnv('KUBECONFIG', kubeconfig('home', 'us'));
  vi.stubGlobal('fetch', async (url: URL, { headers }: RequestInit) => {
    asked.push([url.host, new Headers(headers).get('authorization')]);
    return Response.json({ nodes: [] });
  });
});
afterEach(() => {
  asked.length = 0;
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** Asks each API that there is. */
async function ask(choice: Partial<ArgoCdChoice>, platform = several) {
  const { signal } = new AbortController();
  for (const { api } of sourcesOf(choice, platform))
    await api?.resourceTree({ name: 'a', namespace: 'argocd' }, signal);
  return asked;
}

describe('the Argo CDs of platform.yaml', () => {
  it('are asked each in its own cluster and namespace', () => {
    expect(sourcesOf({}).map(({ argocd, namespace, connection }) => [argocd, namespace, connection.server])).toEqual([
      ['eu-west', 'argocd', 'https://home.example'],
      ['us-east', 'gitops', 'https://us.example'],
    ]);
  });

  it('get each its own token and no other’s', async () => {
    const environment = { ARGOCD_AUTH_TOKEN_US_EAST: 'a', ARGOCD_AUTH_TOKEN_EU_WEST: 'b', ARGOCD_AUTH_TOKEN: 'c' };
    expect(await ask({ environment })).toEqual([
      ['argocd.eu.example', 'Bearer b'],
      ['argocd.us.example', 'Bearer a'],
    ]);
  });

  it('have no API without a token of their own', () => {
    expect(sourcesOf({ environment: { ARGOCD_AUTH_TOKEN: 'c', ARGOCD_AUTH_TOKEN_EU_WEST: '' } })).toEqual([
      expect.not.objectContaining({ api: expect.anything() }),
      expect.not.objectContaining({ api: expect.anything() }),
    ]);
  });

  it('are found by their contexts in a kubeconfig that is given apart, but for the one beside', () => {
    vi.stubEnv('KUBECONFIG', kubeconfig('home'));
    expect(() => sourcesOf({})).toThrow(Unreachable);
    const servers = sourcesOf({ kubeconfig: kubeconfig('other', 'us') }).map(({ connection }) => connection.server);
    expect(servers).toEqual(['https://home.example', 'https://us.example']);
  });

  it('give way to contexts of the command line, which have no API where platform.yaml does not name them', () => {
    const environment = { ARGOCD_AUTH_TOKEN_US_EAST: 'a', ARGOCD_AUTH_TOKEN: 'c' };
    const chosen = sourcesOf({ context: ['us', 'home'], environment });
    expect(chosen.map(({ argocd, api }) => [argocd, api !== undefined])).toEqual([
      ['us-east', true],
      ['home', false],
    ]);
  });

  it('have their addresses there and not on the command line', () => {
    expect(() => sourcesOf({ argocd: 'https://argocd.example' })).toThrow(UsageError);
  });
});

describe('the only Argo CD', () => {
  const one = spec({ url: 'https://argocd.garage.example' });

  it('is that of the current context, with its address where there is a token', async () => {
    expect(sourcesOf({}, one)).toEqual([expect.not.objectContaining({ api: expect.anything() })]);
    expect(await ask({ environment: { ARGOCD_AUTH_TOKEN: 'c' } }, one)).toEqual([
      ['argocd.garage.example', 'Bearer c'],
    ]);
  });

  it('has an API without a token where the command line says so, and sends it to the first context alone', async () => {
    const given = { argocd: 'https://argocd.example', context: ['home', 'us'] };
    expect(await ask(given, one)).toEqual([['argocd.example', null]]);
  });
});

describe('the variable of a token', () => {
  it('ends with the name of one of several', () => {
    expect([tokenVariable(), tokenVariable('eu-west')]).toEqual(['ARGOCD_AUTH_TOKEN', 'ARGOCD_AUTH_TOKEN_EU_WEST']);
  });
});
