import { describe, expect, it } from 'vitest';
import { UnsafeSettings } from '../../../poller/page/page-options.js';
import { openPage } from './open-page.js';

describe('the page', () => {
  it.each([
    [
      'nobody signs in and it listens beyond loopback',
      { listen: { host: '0.0.0.0' }, settings: { url: 'https://a.example' } },
    ],
    [
      'it does not know its name',
      {
        listen: { host: '0.0.0.0' },
        settings: { access: { kind: 'trusted-header', from: ['10.0.0.0/8'], viewers: 'everyone' } },
      },
    ],
    [
      'sessions would go over http',
      {
        settings: {
          url: 'http://a.example',
          access: { kind: 'oidc', issuer: 'https://b.example', clientId: 'c', viewers: 'everyone' },
        },
        secrets: { sessionKey: 'k'.repeat(32) },
      },
    ],
    [
      'the provider is asked over http',
      {
        settings: {
          url: 'https://a.example',
          access: { kind: 'oidc', issuer: 'http://b.example', clientId: 'c', viewers: 'everyone' },
        },
        secrets: { sessionKey: 'k'.repeat(32) },
      },
    ],
    [
      'there is no key for sessions',
      {
        settings: {
          url: 'https://a.example',
          access: { kind: 'oidc', issuer: 'https://b.example', clientId: 'c', viewers: 'everyone' },
        },
        secrets: { sessionKey: 'short' },
      },
    ],
  ])('is not made where %s', (_, options) => {
    expect(() => openPage(options)).toThrow(UnsafeSettings);
  });

  it('answers to its own names only, so that no stranger’s name can stand for it', async () => {
    const page = openPage({ settings: { url: 'https://tenants.example', hosts: ['tenantry.svc:8080'] } });
    const status = async (host: string) => (await page.get('/', { host })).status;
    for (const host of [
      'tenants.example',
      'Tenants.Example',
      'tenantry.svc:8080',
      'localhost:1234',
      '127.0.0.1:8080',
      '[::1]:8080',
    ]) {
      expect(await status(host)).toBe(200);
    }
    for (const host of ['evil.example', 'tenants.example.evil.example', 'tenants.example:81', 'tenantry.svc', '']) {
      expect(await status(host)).toBe(421);
    }
    expect((await page.get('/assets/x', { host: 'evil.example' })).status).toBe(421);
  });

  it('allows no script, style or frame but its own', async () => {
    const { headers } = await openPage().get('/');
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  it('serves its assets by their hash, for ever', async () => {
    const page = openPage();
    const text = await (await page.get('/')).text();
    const addresses = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '');
    expect(new Set(addresses).size).toBe(3);
    for (const address of addresses) {
      const asset = await page.get(address);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toContain('immutable');
    }
    expect((await page.get('/assets/page.css')).status).toBe(404);
    expect((await page.get('/assets/../load-assets.ts')).status).toBe(404);
  });

  it('tells machines ready, degraded or failed, and no tenant’s name', async () => {
    const page = openPage();
    const ready = async () => await page.get('/readyz', { host: '10.0.0.7:8080' });
    expect(await (await ready()).json()).toMatchObject({
      status: 'degraded',
      reasons: [{ code: 'tenants-in-trouble' }],
    });
    page.data.problemsNow = [{ code: 'store-unreachable', severity: 'failed', message: 'the history can not be read' }];
    const failed = await ready();
    expect(failed.status).toBe(503);
    expect(await failed.json()).toMatchObject({ status: 'failed', reasons: [{ code: 'store-unreachable' }, {}] });
    page.data.problemsNow = [];
    for (const { tenant } of page.data.statuses()) page.data.change(tenant);
    expect(await (await ready()).json()).toEqual({ status: 'ready', reasons: [] });
    expect((await page.get('/healthz')).status).toBe(200);
  });

  it('says what is wrong with an address', async () => {
    const page = openPage();
    expect((await page.get('/?page=0&sort=bogus')).status).toBe(400);
    expect((await page.get('/api/tenants?size=9999')).headers.get('content-type')).toBe('application/problem+json');
    expect((await page.get('/nothing')).status).toBe(404);
    expect((await page.get('/api/nothing')).status).toBe(404);
    expect((await page.get('/?q=&product=')).status).toBe(200);
  });

  it('remembers a tenant that is gone', async () => {
    const page = openPage();
    page.data.change('acme-auto');
    const answer = await page.get('/tenants/acme-auto');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('neither published nor known');
    expect((await page.get('/tenants/never-there')).status).toBe(404);
  });

  it('hides what failed inside, and notes it', async () => {
    const page = openPage();
    page.data.activity = async () => {
      throw new Error('password=hunter2');
    };
    const answer = await page.get('/activity');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('hunter2');
    expect(page.logged).toHaveLength(1);
  });
});
