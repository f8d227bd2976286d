// Sign-in with OpenID Connect: code flow with PKCE, state and nonce, then a session in a signed cookie. Tokens are read once and not
// stored.

import { type Context, Hono } from 'hono';
import * as client from 'openid-client';
import type { PageSource } from '../../../generator/read/schema/page.js';
import { isLoopback, type PageEnv, type PageOptions } from '../page-options.js';
import { frameOf, type Message, messageView } from '../views/layout.js';
import type { Gate } from './gate.js';
import {
  type Cookies,
  type Login,
  removeCookie,
  SessionTooLarge,
  tryReadLogin,
  tryReadSession,
  writeCookie,
} from './session.js';
import { groupsThatCount, viewerOf } from './viewer.js';

type OidcAccess = Extract<PageSource['access'], { kind: 'oidc' }>;

interface Parts {
  readonly access: OidcAccess;
  readonly options: PageOptions;
  readonly cookies: Cookies;
  readonly provider: Provider;
  readonly rules: Parameters<typeof viewerOf>[2];
}

/** Seconds that somebody has to sign in. */
const loginSeconds = 600;

export function oidcGate(access: OidcAccess, options: PageOptions): Gate {
  const { viewersGroup, secrets, settings, now } = options;
  const url = settings.url ?? '';
  const parts: Parts = {
    access,
    options,
    cookies: { key: secrets.sessionKey ?? '', now },
    provider: oidcProvider({ access, clientSecret: secrets.clientSecret, callback: `${url}/auth/callback` }),
    rules: { viewers: access.viewers, viewersGroup },
  };
  return { admit: (c) => admit(c, parts), signInAt: '/auth/login', routes: routesOf(parts) };
}

async function admit(c: Context<PageEnv>, { cookies, rules }: Parts): ReturnType<Gate['admit']> {
  const session = await tryReadSession(c, cookies);
  if (session === undefined) return { refused: 'not-signed-in' };
  return { viewer: viewerOf(session.name, session.groups, rules) };
}

function routesOf(parts: Parts): Hono<PageEnv> {
  const { options } = parts;
  return new Hono<PageEnv>()
    .get('/login', (c) => logIn(c, parts).catch((error) => unreachable(c, options, error)))
    .get('/callback', (c) => callBack(c, parts))
    .post('/logout', async (c) => {
      removeCookie(c, 'session');
      const end = await parts.provider.endSession(`${options.settings.url}/`).catch(() => undefined);
      return messageAnswer(
        c,
        options,
        end === undefined ? signedOut : { ...signedOut, link: { href: end, text: 'Sign out there too' } },
      );
    });
}

async function logIn(c: Context<PageEnv>, { cookies, provider }: Parts): Promise<Response> {
  const { address, ...asked } = await provider.begin();
  const until = cookies.now().getTime() / 1000 + loginSeconds;
  await writeCookie(c, { use: 'login', ...asked, to: ownPath(c.req.query('to')), until }, cookies);
  return c.redirect(address, 302);
}

async function callBack(c: Context<PageEnv>, parts: Parts): Promise<Response> {
  const { access, cookies, provider, rules, options } = parts;
  const login = await tryReadLogin(c, cookies);
  removeCookie(c, 'login');
  if (login === undefined) return messageAnswer(c, options, tooLate, 400);
  try {
    const { name, groups } = await provider.finish(new URL(c.req.url).search, login);
    const until = Math.floor(cookies.now().getTime() / 1000) + access.sessionHours * 3600;
    await writeCookie(c, { use: 'session', name, groups: groupsThatCount(groups, rules), until }, cookies);
    return c.redirect(login.to, 302);
  } catch (error) {
    if (error instanceof SessionTooLarge) return messageAnswer(c, options, tooManyGroups, 403);
    options.log.warn({ error: String(error) }, 'sign-in failed');
    return messageAnswer(c, options, notSignedIn, 400);
  }
}

function unreachable(c: Context<PageEnv>, { ...options }: PageOptions, error: unknown): Response | Promise<Response> {
  options.log.error({ error: String(error) }, 'the identity provider does not answer');
  return messageAnswer(c, options, noProvider, 503);
}

function messageAnswer(
  c: Context<PageEnv>,
  options: PageOptions,
  message: Message,
  status: 200 | 400 | 403 | 503 = 200,
) {
  return c.html(messageView(frameOf(options, undefined), message), status);
}

const again = { href: '/auth/login', text: 'Sign in' } as const;

const signedOut: Message = {
  title: 'Signed out',
  lines: ['You are signed out of this page. The identity provider may still know you.'],
};
const tooLate: Message = {
  title: 'Start again',
  lines: ['This sign-in was begun elsewhere, or too long ago.'],
  link: again,
};
const notSignedIn: Message = {
  title: 'Not signed in',
  lines: ['The identity provider did not confirm who you are. The log of this page says why.'],
  link: again,
};
const tooManyGroups: Message = {
  title: 'Too many groups',
  lines: ['You are in more groups of single tenants than a session can hold. A group that sees the whole fleet helps.'],
};
const noProvider: Message = {
  title: 'Sign-in is not available',
  lines: ['The identity provider does not answer. Try again in a moment.'],
  link: again,
};

interface ProviderProps {
  readonly access: OidcAccess;
  readonly clientSecret: string | undefined;
  /** Where the browser comes back to. */
  readonly callback: string;
}

interface Provider {
  /** Where to send the browser, and what to remember until it is back. */
  begin(): Promise<Pick<Login, 'state' | 'nonce' | 'verifier'> & { readonly address: string }>;
  /** `search` is the address's part with `?` that the browser came back with; throws where anything does not fit. */
  finish(search: string, login: Login): Promise<{ readonly name: string; readonly groups: readonly string[] }>;
  /** Where to sign out at the provider; `undefined` where it offers none. */
  endSession(back: string): Promise<string | undefined>;
}

function oidcProvider(props: ProviderProps): Provider {
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

export function ownPath(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > 1000 || !wanted.startsWith('/')) return '/';
  const nowhere = 'http://page.invalid';
  if (!URL.canParse(wanted, nowhere)) return '/';
  const { origin, pathname, search } = new URL(wanted, nowhere);
  // `/.//other.example` reads as a path, and becomes another host once it is shortened.
  return origin === nowhere && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
