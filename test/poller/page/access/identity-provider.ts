// A small OpenID Connect provider on loopback: discovery, keys, sign-in without a question, tokens. It checks what the page must send, and
// can be told to answer wrongly.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface IdentityProvider {
  readonly issuer: string;
  /** What the next ID tokens say besides what they must. */
  claims: Record<string, unknown>;
  /** Signs with a key that it does not publish. */
  forges: boolean;
  /** As a browser does: asks for a code, and gives the address that it is sent back to. */
  signIn(address: string): Promise<string>;
  close(): void;
}

interface Asked {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirect: string;
}

export const clientId = 'tenantry';
export const clientSecret = 'correct horse battery staple';

export async function startProvider(): Promise<IdentityProvider> {
  const [known, unknown] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ];
  const codes = new Map<string, Asked>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    const route = routes[url.pathname];
    if (route === undefined) return response.writeHead(404).end();
    return void route(url, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const provider: IdentityProvider = {
    issuer,
    claims: {},
    forges: false,
    signIn: async (to) => (await fetch(to, { redirect: 'manual' })).headers.get('location') ?? '',
    close: () => server.close(),
  };
  const token = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`;
    const { privateKey } = provider.forges ? unknown : known;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };

  const routes: Record<string, (url: URL, request: IncomingMessage, response: ServerResponse) => unknown> = {
    '/.well-known/openid-configuration': (_, __, response) =>
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/logout`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      }),
    '/jwks': (_, __, response) =>
      json(response, 200, {
        keys: [{ ...known.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      }),
    '/authorize': ({ searchParams }, _, response) => {
      const given = (name: string) => searchParams.get(name) ?? '';
      const code = randomUUID();
      codes.set(code, { challenge: given('code_challenge'), nonce: given('nonce'), redirect: given('redirect_uri') });
      const fine =
        given('client_id') === clientId && given('code_challenge_method') === 'S256' && given('state') !== '';
      const back = `${given('redirect_uri')}?${new URLSearchParams({ code, state: given('state') })}`;
      response.writeHead(fine ? 302 : 400, { location: back }).end();
    },
    '/token': async (_, request, response) => {
      const form = new URLSearchParams(await bodyOf(request));
      const asked = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const fine =
        asked?.challenge === challenge &&
        asked.redirect === form.get('redirect_uri') &&
        form.get('client_secret') === clientSecret;
      if (asked === undefined || !fine) return json(response, 400, { error: 'invalid_grant' });
      const seconds = Math.floor(Date.now() / 1000);
      const claims = {
        iss: issuer,
        aud: clientId,
        sub: 'u1',
        iat: seconds,
        exp: seconds + 300,
        nonce: asked.nonce,
        ...provider.claims,
      };
      return json(response, 200, { access_token: 'opaque', token_type: 'Bearer', id_token: token(claims) });
    },
  };
  return provider;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}
