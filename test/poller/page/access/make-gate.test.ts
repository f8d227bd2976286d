import { describe, expect, it } from 'vitest';
import { openPage } from '../open-page.js';

const settings = {
  url: 'https://tenants.garage.example',
  access: {
    kind: 'trusted-header',
    user: 'X-User',
    groups: 'X-Groups',
    from: ['10.1.0.0/16', 'fd00::/8'],
    viewers: { fleet: ['platform-team'] },
  },
} as const;

const host = 'tenants.garage.example';
const open = () => openPage({ settings, listen: { host: '0.0.0.0' } });

describe('a trusted header', () => {
  it.each(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::7'])('is believed from %s', async (address) => {
    const answer = await open().get('/', { host, 'x-user': 'jane', 'x-groups': 'platform-team' }, address);
    expect(answer.status).toBe(200);
  });

  it.each(['10.2.0.1', '127.0.0.1', '::1', 'fe80::1', '', 'nonsense'])('is refused from %s', async (address) => {
    const page = open();
    const headers = { host, 'x-user': 'jane', 'x-groups': 'platform-team', 'x-forwarded-for': '10.1.2.3' };
    expect((await page.get('/', headers, address)).status).toBe(403);
    expect((await page.get('/api/tenants', headers, address)).status).toBe(403);
    expect(page.logged).toHaveLength(2);
  });

  it('must name one person', async () => {
    const page = open();
    expect((await page.get('/', { host }, '10.1.2.3')).status).toBe(401);
    expect((await page.get('/', { host, 'x-user': ' ' }, '10.1.2.3')).status).toBe(401);
    expect((await page.get('/', { host, 'x-user': 'admin, jane' }, '10.1.2.3')).status).toBe(403);
  });

  it('bounds everything to the tenants of the groups', async () => {
    const page = open();
    const headers = { host, 'x-user': 'jane', 'x-groups': 'others, tenant-bolt-garage-viewers' };
    const get = async (path: string) => await page.get(path, headers, '10.1.2.3');
    const others = page.data
      .statuses()
      .map(({ tenant }) => tenant)
      .filter((tenant) => tenant !== 'bolt-garage');
    for (const path of ['/', '/activity', '/api/tenants', '/api/activity', '/tenants/bolt-garage']) {
      const text = await (await get(path)).text();
      expect(text).toContain('bolt-garage');
      expect(others.filter((tenant) => text.includes(tenant))).toEqual([]);
    }
    for (const path of ['/tenants/acme-auto', '/api/tenants/acme-auto', '/api/tenants/acme-auto/history']) {
      expect((await get(path)).status).toBe(404);
    }
    expect(await (await get('/api/activity?tenant=acme-auto')).json()).toEqual({ events: [] });
    expect(await (await get('/api/health')).json()).toMatchObject({ status: 'degraded' });
    expect(await (await get('/api/tenants')).json()).toMatchObject({ total: 1, counts: { live: 0, failed: 1 } });
  });

  it('says that somebody without a tenant sees none', async () => {
    const answer = await open().get('/', { host, 'x-user': 'jane' }, '10.1.2.3');
    const text = await answer.text();
    expect(text).toContain('None of your groups may see a tenant');
    expect(text).not.toContain('acme-auto');
  });
});
