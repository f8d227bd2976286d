import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tenantSchema } from '../../../generator/read/schema/tenant.js';
import { tenantText } from '../../../generator/read/tenant-text.js';
import { checkForm, emptyForm } from '../../../poller/page/new-tenant-form.js';
import { openPage } from './open-page.js';

const catalog = { products: { workshop: ['demo'] }, regions: { 'eu-west': 'https://<id>.garage.example' } };
const filled = {
  ...emptyForm,
  id: 'new-garage',
  displayName: 'New Garage',
  plan: 'workshop/demo',
  region: 'eu-west',
  ownerName: 'Jane',
  ownerEmail: 'jane@garage.example',
};
const check = (changes: object) => checkForm({ ...filled, ...changes }, catalog, '2026-07-01', (id) => id === 'taken');

describe('a new tenant', () => {
  it('is a file that loads as what was filled in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.boolean(), (displayName, sample) => {
        const checked = check({ displayName, sampleData: sample ? 'on' : '', domains: 'a.example, b.example' });
        if ('mistakes' in checked) return;
        expect(tenantSchema.parse(parse(tenantText({ id: 'new-garage', spec: checked.tenant.spec })))).toEqual(
          checked.tenant,
        );
        expect(checked.tenant.spec).toMatchObject({
          displayName,
          domains: ['a.example', 'b.example'],
          sampleData: sample,
        });
      }),
    );
  });

  it.each([
    ['id', { id: 'Not An Id' }],
    ['id', { id: 'taken' }],
    ['displayName', { displayName: '' }],
    ['plan', { plan: 'workshop/unknown' }],
    ['plan', { plan: 'constructor/name' }],
    ['region', { region: 'moon' }],
    ['region', { region: 'constructor' }],
    ['ownerEmail', { ownerEmail: 'jane' }],
    ['domains', { domains: 'https://x' }],
    ['costCenter', { costCenter: 'a b' }],
    ['expiresAt', { expiresAt: 'tomorrow' }],
    ['expiresAt', { expiresAt: '2020-01-01' }],
  ])('is asked again for its %s: %j', (field, changes) => {
    const checked = check(changes);
    expect(Object.keys('mistakes' in checked ? checked.mistakes : {})).toEqual([field]);
  });

  it('is made by the form, which other sites can not send', async () => {
    const page = openPage();
    const made = await page.post('/new', filled);
    expect(made.status).toBe(200);
    const link = /href="([^"]*\/new\/[^"]*)"[^>]*>Propose it on GitHub/.exec(await made.text())?.[1] ?? '';
    const { searchParams } = new URL(link.replaceAll('&amp;', '&'));
    expect(searchParams.get('filename')).toBe(`tenants/${filled.id}.yaml`);
    expect(searchParams.get('value')).toContain(`name: ${filled.id}\n`);
    const wrong = await page.post('/new', { ...filled, id: 'acme-auto' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('aria-invalid="true"');
    expect((await page.post('/new', filled, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await page.post('/new', { ...filled, domains: 'x'.repeat(40_000) })).status).toBe(413);
  });

  it('is told where it will be served, by its region where that makes a difference', async () => {
    const page = openPage();
    expect(await (await page.get('/new')).text()).toContain('Served at https://&lt;id&gt;.garage.example');
    const regions = { 'eu-west': 'https://<id>.garage.example', laptop: 'http://<id>.garage.localhost' };
    const several = openPage({ data: { ...page.data, catalog: { ...catalog, regions } } });
    const text = await (await several.get('/new')).text();
    expect(text).not.toContain('Served at');
    expect(text).toContain('>laptop: http://&lt;id&gt;.garage.localhost</option>');
  });

  it('is not offered where the platform’s files are not at hand', async () => {
    const page = openPage();
    const { catalog: _, ...data } = page.data;
    const without = openPage({ data });
    expect((await without.get('/new')).status).toBe(404);
    expect(await (await without.get('/')).text()).not.toContain('href="/new"');
  });
});
