import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ArgoCdChoice, argoCdAccess, argoCdSources, refusedTokens } from '../../../cli/status/argocd-sources.js';
import { UsageError } from '../../../cli/terminal.js';
import { Unreachable } from '../../../generator/kube-schemas/kube-connection.js';
import { type PlatformSource, platformSchema } from '../../../generator/read/schema/platform.js';
import { parseSource } from '../../../generator/read/source-document.js';
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

/** As whoever has the tokens says. */
const servers = { ARGOCD_SERVER_US_EAST: 'argocd.us.example', ARGOCD_SERVER_EU_WEST: 'https://argocd.eu.example/' };

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
  for (const { api } of await sourcesOf(choice, platform))
    await api?.resourceTree({ name: 'a', namespace: 'argocd' }, signal);
  return asked;
}

describe('the Argo CDs of platform.yaml', () => {
  it('are asked each in its own cluster and namespace', async () => {
    expect(
      (await sourcesOf({})).map(({ argocd, namespace, connection }) => [argocd, namespace, connection.server]),
    ).toEqual([
      ['eu-west', 'argocd', 'https://home.example'],
      ['us-east', 'gitops', 'https://us.example'],
    ]);
  });

  it('get each its own token and no other’s', async () => {
    const tokens = { ARGOCD_AUTH_TOKEN_US_EAST: 'a', ARGOCD_AUTH_TOKEN_EU_WEST: 'b', ARGOCD_AUTH_TOKEN: 'c' };
    const environment = { ...tokens, ...servers, ARGOCD_SERVER: 'argocd.example' };
    expect(await ask({ environment })).toEqual([
      ['argocd.eu.example', 'Bearer b'],
      ['argocd.us.example', 'Bearer a'],
    ]);
  });

  it('have no API without a token of their own', async () => {
    const environment = { ...servers, ARGOCD_AUTH_TOKEN: 'c', ARGOCD_AUTH_TOKEN_EU_WEST: '' };
    expect(await sourcesOf({ environment })).toEqual([
      expect.not.objectContaining({ api: expect.anything() }),
      expect.not.objectContaining({ api: expect.anything() }),
    ]);
  });

  it('are found by their contexts in a kubeconfig that is given apart, but for the one beside', async () => {
    vi.stubEnv('KUBECONFIG', kubeconfig('home'));
    await expect(sourcesOf({})).rejects.toThrow(Unreachable);
    const found = await sourcesOf({ kubeconfig: kubeconfig('other', 'us') });
    expect(found.map(({ connection }) => connection.server)).toEqual(['https://home.example', 'https://us.example']);
  });

  it('give way to contexts of the command line, which have no API where platform.yaml does not name them', async () => {
    const environment = { ...servers, ARGOCD_AUTH_TOKEN_US_EAST: 'a', ARGOCD_AUTH_TOKEN: 'c' };
    const chosen = await sourcesOf({ context: ['us', 'home'], environment });
    expect(chosen.map(({ argocd, api }) => [argocd, api !== undefined])).toEqual([
      ['us-east', true],
      ['home', false],
    ]);
  });

  it('are not asked at one address of the command line', async () => {
    await expect(sourcesOf({ argocd: 'https://argocd.example' })).rejects.toThrow(UsageError);
  });
});

describe('the only Argo CD', () => {
  const one = spec({ url: 'https://argocd.garage.example' });

  it('is that of the current context, asked at the address that is given where there is a token', async () => {
    const server = { ARGOCD_SERVER: 'argocd.example' };
    expect(await sourcesOf({ environment: server }, one)).toEqual([
      expect.not.objectContaining({ api: expect.anything() }),
    ]);
    expect(await ask({ environment: { ...server, ARGOCD_AUTH_TOKEN: 'c' } }, one)).toEqual([
      ['argocd.example', 'Bearer c'],
    ]);
  });

  it('has an API without a token where the command line says so, and sends it to the first context alone', async () => {
    const given = { argocd: 'https://argocd.example', context: ['home', 'us'] };
    expect(await ask(given, one)).toEqual([['argocd.example', null]]);
  });
});

describe('a token', () => {
  const one = spec({ url: 'https://argocd.branch.example' });
  const environment = { ARGOCD_AUTH_TOKEN: 'c', ARGOCD_AUTH_TOKEN_EU_WEST: 'd', ARGOCD_SERVER_US_EAST: 'x' };
  const refused = (platform: PlatformSource['spec'], choice: Partial<ArgoCdChoice> = {}) => {
    const text = JSON.stringify({ spec: { argocd: platform.argocd } }, undefined, 2);
    const loaded = { data: { spec: platform } as PlatformSource, document: parseSource('platform.yaml', text) };
    const found = refusedTokens({ context: [], environment, ...choice }, loaded);
    return found.map(({ code, place }) => [code, text.split('\n')[(place?.line ?? 0) - 1]?.trim().slice(0, 12)]);
  };

  it('that only platform.yaml has an address for is refused at its line, and goes nowhere', async () => {
    expect(refused(one)).toEqual([['argocd/address-not-given', '"url": "http']]);
    expect(refused(several)).toEqual([['argocd/address-not-given', '"url": "http']]);
    expect([await ask({ environment }, one), await ask({ environment }, several)]).toEqual([[], []]);
  });

  it('is refused to what is asked in clear, and is of no matter where nobody is asked', () => {
    expect(refused(one, { argocd: 'http://argocd.example' })).toEqual([
      ['argocd/token-in-clear', expect.stringMatching(/^"url"/)],
    ]);
    expect(refused(one, { argocd: 'http://127.0.0.1:8080' })).toEqual([]);
    expect(refused(several, { context: ['us'] })).toEqual([]);
    expect(refused(one, { environment: {} })).toEqual([]);
  });
});

const written = 'https://argocd.branch.example';

describe('a token for an Argo CD', () => {
  it('goes where its own variable or the command line says, whatever the files say', () => {
    const server = fc.constantFrom(
      'argocd.example',
      'https://argocd.example/cd',
      'http://localhost:8080',
      '[::1]:8443',
    );
    const name = fc.option(fc.constantFrom('eu-west', 'name'), { nil: undefined });
    const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });
    fc.assert(
      fc.property(name, maybe(server), maybe(fc.constant(written)), (instance, given, file) => {
        const suffix = instance === undefined ? '' : `_${instance.toUpperCase().replace('-', '_')}`;
        const environment = { [`ARGOCD_AUTH_TOKEN${suffix}`]: 'secret', [`ARGOCD_SERVER${suffix}`]: given };
        const access = argoCdAccess({ instance, written: file }, environment);
        const url = given?.includes('://') ? given : `https://${given}`;
        if (given !== undefined) expect(access).toEqual({ kind: 'asked', url, token: 'secret' });
        else expect(access.kind).toBe(file === undefined ? 'none' : 'refused');
      }),
    );
  });

  it.each([
    'http://argocd.example',
    'http://10.0.0.1:8080',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://0.0.0.0:80',
  ])('does not go to %s in clear', (flag) => {
    expect(argoCdAccess({ flag, written }, { ARGOCD_AUTH_TOKEN: 'secret' })).toMatchObject({
      kind: 'refused',
      code: 'argocd/token-in-clear',
    });
    expect(argoCdAccess({ flag, written }, {})).toEqual({ kind: 'asked', url: flag });
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://127.1:8080', 'http://[::1]:8080'])(
    'goes to %s, which is this machine',
    (flag) => {
      expect(argoCdAccess({ flag }, { ARGOCD_AUTH_TOKEN: 'secret' })).toMatchObject({ kind: 'asked', token: 'secret' });
    },
  );

  it.each([
    'tcp://10.0.0.1:80',
    'https://me:secret@argocd.example',
    'https://argocd.example?a',
    'https://a b',
    'https://',
  ])('has no address in %s', (text) => {
    const environment = { ARGOCD_AUTH_TOKEN: 'secret', ARGOCD_SERVER: text };
    expect(() => argoCdAccess({}, environment)).toThrow(UsageError);
    expect(() => argoCdAccess({ flag: text }, {})).toThrow(UsageError);
    expect(argoCdAccess({}, { ARGOCD_SERVER: text })).toEqual({ kind: 'none' });
  });
});
