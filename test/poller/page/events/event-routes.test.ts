import { describe, expect, it } from 'vitest';
import { tenantStatus } from '../fleet-fixture.js';
import { hostileTexts } from '../hostile.js';
import { type OpenOptions, openPage } from '../open-page.js';

const quick = { gatherMs: 1, heartbeatMs: 60_000, lifetimeMs: 60_000, streams: 10, streamsEach: 10 };

interface Frame {
  readonly event: string;
  readonly id: string;
  readonly data: { tenants?: { tenant: string; state: string }[]; more?: boolean };
}

/** Reads frames as browsers do: fields of lines, a frame at each empty line. */
async function open(page: ReturnType<typeof openPage>, path = '/events', headers: Record<string, string> = {}) {
  const answer = await page.get(path, headers);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<string | undefined> => {
    while (!text.includes('\n\n')) {
      const read = await reader?.read();
      if (read === undefined || read.done) return undefined;
      text += read.value;
    }
    const [frame = ''] = text.split('\n\n', 1);
    text = text.slice(frame.length + 2);
    return frame;
  };
  const frame = async (): Promise<Frame | undefined> => {
    const raw = await next();
    if (raw === undefined) return undefined;
    const fields = raw.split('\n').map((line) => /^(\w+): (.*)$/s.exec(line) ?? []);
    const field = (name: string) => fields.find(([, key]) => key === name)?.[2] ?? '';
    if (field('event') === '') return await frame();
    return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) };
  };
  return { status: answer.status, headers: answer.headers, next, frame, close: async () => await reader?.cancel() };
}

const opened = (options: OpenOptions = {}) => openPage({ limits: quick, ...options });

describe('the stream of events', () => {
  it('says hello, then what changed', async () => {
    const page = opened();
    const stream = await open(page);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(await stream.frame()).toMatchObject({ event: 'hello' });
    page.data.change('acme-auto', tenantStatus('acme-auto', { state: 'failed' }));
    page.data.change('demo-harbor');
    expect((await stream.frame())?.data.tenants).toMatchObject([
      { tenant: 'acme-auto', state: 'failed' },
      { tenant: 'demo-harbor', state: 'gone' },
    ]);
    await stream.close();
  });

  it('goes on where it broke, and says where it can not', async () => {
    const page = opened();
    const first = await open(page);
    const hello = await first.frame();
    page.data.change('acme-auto');
    const seen = await first.frame();
    await first.close();
    page.data.change('bolt-garage');
    const second = await open(page);
    await second.frame();
    page.data.change('city-motors');
    const latest = await second.frame();
    await second.close();
    const names = async (after: string | undefined) => {
      const stream = await open(page, '/events', { 'last-event-id': after ?? '' });
      const found: string[] = [];
      for (;;) {
        const frame = await stream.frame();
        if (frame === undefined || frame.event !== 'change') return [...found, frame?.event];
        found.push(...(frame.data.tenants ?? []).map(({ tenant }) => tenant));
      }
    };
    expect(await names(hello?.id)).toEqual(['acme-auto', 'bolt-garage', 'city-motors', 'hello']);
    expect(await names(seen?.id)).toEqual(['bolt-garage', 'city-motors', 'hello']);
    expect(await names(latest?.id)).toEqual(['hello']);
    expect(await names('another-7')).toEqual(['reset']);
    page.close();
  });

  it('tells nobody of tenants that they do not see', async () => {
    const access = { kind: 'trusted-header', from: ['127.0.0.0/8'], viewers: {} };
    const page = opened({ settings: { access } });
    const headers = { 'x-forwarded-user': 'jane', 'x-forwarded-groups': 'tenant-acme-auto-viewers' };
    const stream = await open(page, '/events', headers);
    await stream.frame();
    page.data.change('bolt-garage');
    page.data.change('acme-auto');
    expect((await stream.frame())?.data.tenants).toMatchObject([{ tenant: 'acme-auto' }]);
    await stream.close();
  });

  it('keeps to one tenant where it is asked to', async () => {
    const page = opened();
    const stream = await open(page, '/events?tenant=acme-auto');
    await stream.frame();
    page.data.change('bolt-garage');
    page.data.change('acme-auto');
    expect((await stream.frame())?.data.tenants).toHaveLength(1);
    await stream.close();
  });

  it('names few of many', async () => {
    const page = opened();
    const stream = await open(page);
    await stream.frame();
    for (let index = 0; index < 80; index += 1) page.data.change(`t-${index}`);
    const frame = await stream.frame();
    expect(frame?.data.tenants).toHaveLength(50);
    expect(frame?.data.more).toBe(true);
    await stream.close();
  });

  it('keeps hostile names inside their frame', async () => {
    const page = opened();
    const stream = await open(page);
    await stream.frame();
    for (const displayName of hostileTexts) {
      page.data.change('acme-auto', tenantStatus('acme-auto', { displayName }));
      expect(await stream.frame()).toMatchObject({ event: 'change', data: { tenants: [{ tenant: 'acme-auto' }] } });
    }
    await stream.close();
  });

  it('has room for so many, and again when one leaves', async () => {
    const page = opened({ limits: { ...quick, streamsEach: 2 } });
    const streams = [await open(page), await open(page)];
    const late = await page.get('/events');
    expect(late.status).toBe(503);
    expect(late.headers.get('retry-after')).toBe('30');
    await streams[0]?.close();
    expect((await open(page)).status).toBe(200);
    page.close();
  });

  it('drops a reader that takes nothing', async () => {
    const page = opened();
    const answer = await page.get('/events');
    const long = 'x'.repeat(2000);
    for (let round = 0; round < 60; round += 1) {
      page.data.change('acme-auto', tenantStatus('acme-auto', { displayName: long }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await expect(answer.text()).rejects.toThrow();
  });

  it('beats while nothing happens, and ends after its time', async () => {
    const page = opened({ limits: { ...quick, heartbeatMs: 5, lifetimeMs: 40 } });
    const text = await (await page.get('/events')).text();
    expect(text).toContain(': still here');
  });

  it('ends with the page', async () => {
    const page = opened();
    const stream = await open(page);
    await stream.frame();
    page.close();
    expect(await stream.next()).toBeUndefined();
  });
});
