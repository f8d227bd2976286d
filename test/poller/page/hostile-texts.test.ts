import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../../poller/history/history.js';
import { tryWebAddress } from '../../../poller/page/views/html.js';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { stepsUntil, tenantStatus } from './fleet-fixture.js';
import { hostileTexts } from './hostile.js';
import { memoryData } from './memory-data.js';
import { openPage } from './open-page.js';

function hostileTenant(text: string): TenantStatus {
  return tenantStatus('acme', {
    displayName: text,
    url: text,
    summary: text,
    hint: text,
    product: text,
    tier: text,
    region: text,
    ring: text,
    cluster: text,
    lifecycle: text,
    namespace: text,
    revision: text,
    state: 'failed',
    comparedAt: text,
    correlation: { sourceCommit: text, publishedCommit: text, pullRequest: 1 },
    steps: stepsUntil(4, { state: 'failed', error: text, hint: text, startedAt: text }),
    resources: [{ kind: text, name: text, health: text, sync: text, message: text }],
    images: [text],
  });
}

function hostileEvent(text: string): AuditEvent {
  return { id: 1, tenant: 'acme', kind: 'Failed', at: text, state: 'failed', message: text, sourceCommit: text };
}

/** What a browser would run or load; none of it is in a page of harmless texts. */
function dangers(page: string): string[] {
  const tags = page.match(/<(?:script|img|svg|iframe|textarea)\b[^>]*>/gi) ?? [];
  const strange = tags.filter(
    (tag) => !/^<(?:script type="module" src="\/assets\/|img src="\/assets\/|svg (?:class|viewBox)=)/.test(tag),
  );
  const bare = page.replaceAll(/="[^"]*"/g, '=""');
  const handlers = bare.match(/<[^>]*\son\w+\s*=[^>]*>/gi) ?? [];
  const links = [...page.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link]) => link ?? '');
  return [...strange, ...handlers, ...links.filter((link) => !/^(?:\/|#|https?:\/\/)/.test(link))];
}

describe('a hostile text', () => {
  it.each(hostileTexts.map((text) => [text.slice(0, 40), text] as const))(
    '%j stays text on every page',
    async (_, text) => {
      const page = openPage({ data: memoryData([hostileTenant(text)], [hostileEvent(text)]) });
      for (const path of ['/', '/tenants/acme', '/activity', `/?${new URLSearchParams({ q: text.slice(0, 90) })}`]) {
        const answer = await page.get(path);
        expect(answer.status).toBe(200);
        expect(dangers(await answer.text())).toEqual([]);
      }
      const form = await page.post('/new', { displayName: text, id: text, plan: text, region: text, domains: text });
      expect(form.status).toBe(422);
      expect(dangers(await form.text())).toEqual([]);
    },
  );

  it('is in the API as it is', async () => {
    const page = openPage({ data: memoryData([hostileTenant('</script>\u2028"')], []) });
    expect(await (await page.get('/api/tenants/acme')).json()).toMatchObject({ displayName: '</script>\u2028"' });
    expect((await page.get('/api/tenants/acme')).headers.get('content-type')).toContain('application/json');
  });

  it('in an address is looked for, not run', async () => {
    const page = openPage();
    for (const text of hostileTexts) {
      const path = encodeURIComponent(text.replaceAll('\ud800', ''));
      const answer = await page.get(`/tenants/${path}`);
      expect(answer.status).toBe(404);
      expect(dangers(await answer.text())).toEqual([]);
    }
  });
});

describe('an address', () => {
  it('is a link where it is one of the web without a password', () => {
    expect(tryWebAddress('https://acme.example/a')).toBe('https://acme.example/a');
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a:b@c.example',
      '//x',
      ' jAvaScript:1',
      '',
    ]) {
      expect(tryWebAddress(text)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (text) => /^https?:\/\//.test(tryWebAddress(text) ?? 'http://')));
  });
});
