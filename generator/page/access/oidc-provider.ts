// The identity provider: asked once what it offers, then for each sign-in. ID tokens' signatures are checked, though they come from the
// provider itself.
import * as client from 'openid-client';
import type { PageSource } from '../../load/schema/platform/page.js';
import { isLoopback } from './loopback.js';
import type { Login } from './session.js';

export type OidcAccess = Extract<PageSource['access'], { kind: 'oidc' }>;

export interface ProviderProps {
  readonly access: OidcAccess;
  readonly clientSecret: string | undefined;
  /** Where the browser comes back to. */
  readonly callback: string;
}

export interface Provider {
  /** Where to send the browser, and what to remember until it is back. */
  begin(): Promise<Pick<Login, 'state' | 'nonce' | 'verifier'> & { readonly address: string }>;
  /** `search` is the address's part with `?` that the browser came back with; throws where anything does not fit. */
  finish(search: string, login: Login): Promise<{ readonly name: string; readonly groups: readonly string[] }>;
  /** Where to sign out at the provider; `undefined` where it offers none. */
  endSession(back: string): Promise<string | undefined>;
}

export function oidcProvider(props: ProviderProps): Provider {
  const { access, callback } = props;
  let known: Promise<client.Configuration> | undefined;
  /** A failure is not remembered. */
  const configuration = async () => {
    known ??= discover(props).catch((error) => {
      known = undefined;
      throw error;
    });
    return await known;
  };
  return {
    begin: async () => await begin(await configuration(), access, callback),
    finish: async (search, login) => {
      const tokens = await client.authorizationCodeGrant(await configuration(), new URL(`${callback}${search}`), {
        pkceCodeVerifier: login.verifier,
        expectedState: login.state,
        expectedNonce: login.nonce,
        idTokenExpected: true,
      });
      return personOf(tokens.claims() ?? {}, access.groupsClaim);
    },
    endSession: async (back) => {
      const known = await configuration();
      if (known.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(known, { post_logout_redirect_uri: back }).href;
    },
  };
}

/** Seconds that the provider has to answer. */
const patience = 10;

async function discover({ access, clientSecret }: ProviderProps): Promise<client.Configuration> {
  const issuer = new URL(access.issuer);
  const authentication = clientSecret === undefined ? client.None() : undefined;
  const execute = [
    client.enableNonRepudiationChecks,
    ...(isLoopback(issuer.hostname) ? [client.allowInsecureRequests] : []),
  ];
  return await client.discovery(issuer, access.clientId, clientSecret, authentication, { execute, timeout: patience });
}

async function begin(known: client.Configuration, { scopes }: OidcAccess, callback: string) {
  const asked = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
  const address = client.buildAuthorizationUrl(known, {
    redirect_uri: callback,
    scope: scopes.join(' '),
    code_challenge: await client.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    state: asked.state,
    nonce: asked.nonce,
  });
  return { ...asked, address: address.href };
}

function personOf(claims: Readonly<Record<string, unknown>>, groupsClaim: string) {
  const name = ['preferred_username', 'email', 'sub']
    .map((claim) => claims[claim])
    .find((value) => typeof value === 'string');
  const listed = claims[groupsClaim];
  const groups = (Array.isArray(listed) ? listed : [listed]).filter((group) => typeof group === 'string');
  return { name: typeof name === 'string' ? name : '', groups };
}
