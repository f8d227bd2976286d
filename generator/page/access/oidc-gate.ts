// Sign-in by OpenID Connect: code flow with PKCE, state and nonce, then a session in a signed cookie. openid-client speaks with the
// provider; tokens are read once and kept nowhere.
import { type Context, Hono } from 'hono';
import { frameOf } from '../frame-of.js';
import type { PageEnv, PageOptions } from '../page-options.js';
import { type Message, messageView } from '../views/message-view.js';
import type { Gate } from './gate.js';
import { type OidcAccess, oidcProvider, type Provider } from './oidc-provider.js';
import { ownPath } from './own-path.js';
import { type Cookies, removeCookie, SessionTooLarge, tryReadLogin, tryReadSession, writeCookie } from './session.js';
import { groupsThatCount, viewerOf } from './viewer.js';

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
      return say(
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
  if (login === undefined) return say(c, options, tooLate, 400);
  try {
    const { name, groups } = await provider.finish(new URL(c.req.url).search, login);
    const until = Math.floor(cookies.now().getTime() / 1000) + access.sessionHours * 3600;
    await writeCookie(c, { use: 'session', name, groups: groupsThatCount(groups, rules), until }, cookies);
    return c.redirect(login.to, 302);
  } catch (error) {
    if (error instanceof SessionTooLarge) return say(c, options, tooManyGroups, 403);
    options.log.warn({ error: String(error) }, 'sign-in failed');
    return say(c, options, notSignedIn, 400);
  }
}

function unreachable(c: Context<PageEnv>, { ...options }: PageOptions, error: unknown): Response | Promise<Response> {
  options.log.error({ error: String(error) }, 'the identity provider does not answer');
  return say(c, options, noProvider, 503);
}

function say(c: Context<PageEnv>, options: PageOptions, message: Message, status: 200 | 400 | 403 | 503 = 200) {
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
