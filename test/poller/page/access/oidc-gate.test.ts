import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownPath } from '../../../../poller/page/access/oidc-gate.js';
import { now } from '../fleet-fixture.js';
import { type OpenOptions, openPage } from '../open-page.js';
import { clientId, clientSecret, type IdentityProvider, startProvider } from './identity-provider.js';

let provider: IdentityProvider;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.claims = { preferred_username: 'jane', groups: ['platform-team'] };
  provider.forges = false;
});

const sessionKey = 'a'.repeat(64);

function open(access: object = {}, options: OpenOptions = {}) {
  const viewers = { fleet: ['platform-team'] };
  const oidc = { kind: 'oidc', issuer: provider.issuer, clientId, viewers, ...access };
  const settings = { url: 'http://localhost', access: oidc };
  return openPage({ settings, secrets: { sessionKey, clientSecret }, ...options });
}

type Page = ReturnType<typeof open>;

/** What a browser keeps: the last value of each cookie, none that was taken back. */
function jar(...answers: readonly Response[]): string {
  const kept = new Map<string, string>();
  for (const cookie of answers.flatMap(({ headers }) => headers.getSetCookie())) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/max-age=0/i.test(cookie)) kept.delete(name);
    else kept.set(name, value);
  }
  return [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
}

async function begin(page: Page, to = '/') {
  const asked = await page.get(`/auth/login?to=${encodeURIComponent(to)}`);
  const back = new URL(await provider.signIn(asked.headers.get('location') ?? ''));
  return { asked, callback: `${back.pathname}${back.search}` };
}

async function signIn(page: Page, to?: string) {
  const { asked, callback } = await begin(page, to);
  const done = await page.get(callback, { cookie: jar(asked) });
  return { done, cookie: jar(asked, done) };
}

describe('sign-in by OpenID Connect', () => {
  it('sends browsers to the provider and programs away', async () => {
    const page = open();
    const answer = await page.get('/tenants/acme-auto?before=3');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/auth/login?to=%2Ftenants%2Facme-auto%3Fbefore%3D3');
    expect((await page.get('/api/tenants')).status).toBe(401);
    expect((await page.get('/events')).status).toBe(401);
    expect((await page.post('/new', {})).status).toBe(401);
  });

  it('brings people back to where they wanted to go, with a session', async () => {
    const page = open();
    const { done, cookie } = await signIn(page, '/tenants/bolt-garage');
    expect(done.headers.get('location')).toBe('/tenants/bolt-garage');
    const session = done.headers.getSetCookie().find((each) => each.startsWith('__Host-tenantry='));
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=3600'])
      expect(session).toContain(attribute);
    expect(session).not.toContain('Domain');
    const text = await (await page.get('/', { cookie })).text();
    expect(text).toContain('jane');
    expect(text).toContain('acme-auto');
  });

  it('bounds people to the tenants of their groups', async () => {
    provider.claims = { email: 'joe@garage.example', groups: ['others', 'tenant-acme-auto-viewers'] };
    const page = open();
    const { cookie } = await signIn(page);
    expect(await (await page.get('/api/tenants', { cookie })).json()).toMatchObject({ total: 1 });
    expect((await page.get('/tenants/bolt-garage', { cookie })).status).toBe(404);
  });

  it.each([
    ['another nonce', () => ({ nonce: 'another' })],
    ['another client', () => ({ aud: 'another' })],
    ['another issuer', () => ({ iss: 'https://evil.example' })],
    ['a time that is over', () => ({ exp: 1 })],
  ])('refuses an ID token with %s', async (_, claims) => {
    provider.claims = claims();
    const page = open();
    const { done, cookie } = await signIn(page);
    expect(done.status).toBe(400);
    expect(cookie).not.toContain('__Host-tenantry=');
    expect(page.logged).toHaveLength(1);
  });

  it('refuses an ID token that the provider did not sign', async () => {
    provider.forges = true;
    expect((await signIn(open())).done.status).toBe(400);
  });

  it('refuses an answer to a question that this browser did not ask', async () => {
    const page = open();
    const { asked, callback } = await begin(page);
    const other = await begin(page);
    expect((await page.get(callback)).status).toBe(400);
    expect((await page.get(callback, { cookie: jar(other.asked) })).status).toBe(400);
    expect((await page.get(callback.replace(/code=[^&]+/, 'code=x'), { cookie: jar(asked) })).status).toBe(400);
    expect((await page.get('/auth/callback?error=access_denied', { cookie: jar(asked) })).status).toBe(400);
  });

  it('takes no session that it did not write', async () => {
    const page = open();
    const { cookie } = await signIn(page);
    const another = open({}, { secrets: { sessionKey: 'b'.repeat(64), clientSecret } });
    const status = async (from: Page, value: string) => (await from.get('/api/tenants', { cookie: value })).status;
    expect(await status(page, cookie)).toBe(200);
    expect(await status(another, cookie)).toBe(401);
    expect(await status(page, cookie.replace(/=e/, '=f'))).toBe(401);
    expect(await status(page, '__Host-tenantry=x.y')).toBe(401);
    const { asked } = await begin(page);
    expect(await status(page, jar(asked).replace('tenantry-login', 'tenantry'))).toBe(401);
  });

  it('ends a session after its time', async () => {
    let time = now;
    const page = open({ sessionHours: 1 }, { now: () => time });
    const { cookie } = await signIn(page);
    time = new Date(now.getTime() + 59 * 60_000);
    expect((await page.get('/api/tenants', { cookie })).status).toBe(200);
    time = new Date(now.getTime() + 61 * 60_000);
    expect((await page.get('/api/tenants', { cookie })).status).toBe(401);
  });

  it('knows no longer than an hour of a group that somebody has left', async () => {
    let time = now;
    const page = open({}, { now: () => time });
    const { cookie } = await signIn(page);
    provider.claims = { preferred_username: 'jane', groups: ['tenant-acme-auto-viewers'] };
    expect(await (await page.get('/api/tenants', { cookie })).json()).not.toMatchObject({ total: 1 });
    time = new Date(now.getTime() + 61 * 60_000);
    expect((await page.get('/', { cookie })).headers.get('location')).toBe('/auth/login?to=%2F');
    const again = await signIn(page);
    expect(await (await page.get('/api/tenants', { cookie: again.cookie })).json()).toMatchObject({ total: 1 });
  });

  it('signs out, and offers to do so at the provider', async () => {
    const page = open();
    const { done } = await signIn(page);
    const out = await page.post('/auth/logout', {}, { cookie: jar(done) });
    expect(jar(done, out)).toBe('');
    expect(await out.text()).toContain(`${provider.issuer}/logout?`);
    expect((await page.post('/auth/logout', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('says so where groups do not fit into a session', async () => {
    provider.claims = { sub: 'u1', groups: Array.from({ length: 300 }, (_, index) => `tenant-t-${index}-viewers`) };
    const { done } = await signIn(open());
    expect(done.status).toBe(403);
    expect(done.headers.getSetCookie().join()).not.toContain('__Host-tenantry=');
  });

  it('tries again when the provider did not answer', async () => {
    const gone = await startProvider();
    gone.close();
    const page = open({ issuer: gone.issuer });
    expect((await page.get('/auth/login')).status).toBe(503);
    expect(page.logged).toHaveLength(1);
  });
});

describe('the way back after signing in', () => {
  it('keeps a path of the page', () => {
    expect(ownPath('/tenants/acme?before=3')).toBe('/tenants/acme?before=3');
  });

  it.each([
    undefined,
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
  ])('does not follow %s', (wanted) => {
    expect(ownPath(wanted)).toBe('/');
  });

  it('stays on the page’s own host, whatever is asked for', () => {
    const parts = fc.array(
      fc.constantFrom('/', '\\', '.', '..', ':', '@', '\t', '\n', 'evil.example', '%2f', 'http', '?', '#'),
    );
    fc.assert(
      fc.property(parts, (each) => {
        const path = ownPath(`/${each.join('')}`);
        expect(new URL(path, 'https://own.example').origin).toBe('https://own.example');
      }),
    );
  });
});
