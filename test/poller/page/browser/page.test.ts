import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fewTenants, manyTenants, tenantStatus } from '../fleet-fixture.js';
import { hostileTexts } from '../hostile.js';
import { type MemoryData, memoryData } from '../memory-data.js';
import { hasChromium, type Served, serve, startBrowser } from './chromium.js';

const paths = [
  '/',
  '/?state=attention',
  '/?q=nobody',
  '/tenants/bolt-garage',
  '/tenants/fjord-service',
  '/activity',
  '/new',
  '/none',
];

describe.runIf(hasChromium)('the page in a browser', () => {
  let browser: Browser;
  let served: Served;
  let data: MemoryData;

  beforeAll(async () => {
    browser = await startBrowser();
    data = memoryData([...fewTenants, ...manyTenants(500)]);
    served = await serve(data);
  });
  afterAll(async () => {
    await browser.close();
    await served.close(500);
  });

  /** Gives also what the browser complained of: refused scripts and styles are there. */
  async function open(path: string, options: BrowserContextOptions = {}): Promise<{ tab: Page; complaints: string[] }> {
    const context = await browser.newContext(options);
    const tab = await context.newPage();
    const complaints: string[] = [];
    tab.on('pageerror', (error) => complaints.push(String(error)));
    tab.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    await tab.goto(`${served.address}${path}`);
    return { tab, complaints };
  }

  it.each(paths.flatMap((path) => (['light', 'dark'] as const).map((colorScheme) => [path, colorScheme] as const)))(
    'has no obstacle for anybody: %s, %s',
    async (path, colorScheme) => {
      const { tab, complaints } = await open(path, { colorScheme });
      await tab.evaluate(axe.source);
      for (const width of [1280, 380]) {
        await tab.setViewportSize({ width, height: 800 });
        const found = await tab.evaluate(
          'axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))',
        );
        expect(found).toEqual([]);
        expect(await tab.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
      await tab.context().close();
    },
  );

  it('is searched, filtered, sorted and paged without a script', async () => {
    const { tab } = await open('/', { javaScriptEnabled: false });
    await tab.getByLabel('Search').fill('pine');
    await tab.getByLabel('Region').selectOption('ap-south');
    await tab.getByRole('button', { name: 'Apply' }).click();
    expect(new URL(tab.url()).searchParams.get('q')).toBe('pine');
    await tab.getByRole('columnheader', { name: 'Tier' }).getByRole('link').click();
    expect(await tab.getByRole('columnheader', { name: 'Tier' }).getAttribute('aria-sort')).toBe('ascending');
    await tab.goto(`${served.address}/`);
    await tab.getByRole('link', { name: 'Next' }).click();
    expect(await tab.getByText('51–100 of 507').count()).toBe(1);
    await tab.getByRole('link', { name: /Failed$/ }).click();
    await tab.getByRole('link', { name: 'Bolt Garage & Söhne' }).click();
    expect(await tab.getByRole('listitem').filter({ hasText: 'Migration' }).first().textContent()).toContain('Failed');
    expect(await tab.locator('#connection').isVisible()).toBe(false);
    await tab.context().close();
  });

  it('proposes a new tenant without a script', async () => {
    const { tab } = await open('/new', { javaScriptEnabled: false });
    await tab.getByLabel('Customer’s name').fill('Jane’s "Garage" & Co');
    await tab.getByLabel('Id', { exact: true }).fill('Bad Id');
    await tab.getByLabel('Product and tier').selectOption('workshop/free');
    await tab.getByLabel('Region').selectOption('eu-west');
    await tab.getByLabel('Owner', { exact: true }).fill('Jane');
    await tab.getByLabel('Owner’s e-mail').fill('jane@garage.example');
    await tab.getByRole('button', { name: 'Make the file' }).click();
    expect(await tab.getByLabel('Id', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await tab.getByLabel('Id', { exact: true }).fill('janes-garage');
    await tab.getByRole('button', { name: 'Make the file' }).click();
    const link = await tab.getByRole('link', { name: 'Propose it on GitHub' }).getAttribute('href');
    expect(new URL(link ?? '').searchParams.get('filename')).toBe('tenants/janes-garage.yaml');
    await tab.context().close();
  });

  it('is used with the keyboard alone', async () => {
    const { tab } = await open('/');
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await tab.keyboard.press('Enter');
    expect(await tab.evaluate('document.activeElement.id')).toBe('main');
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await tab.context().close();
  });

  it('follows changes, says them aloud, and keeps the focus where it is', async () => {
    const { tab, complaints } = await open('/tenants/acme-auto');
    await tab.getByText('Live', { exact: true }).first().waitFor();
    await tab.getByRole('link', { name: 'Argo CD' }).focus();
    data.change(
      'acme-auto',
      tenantStatus('acme-auto', { displayName: 'Acme Auto Repair', state: 'failed', summary: 'it broke' }),
    );
    await tab.getByText('it broke').waitFor();
    expect(await tab.locator('#announcer').textContent()).toBe('Acme Auto Repair is failed');
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Argo CD');
    expect(complaints).toEqual([]);
    await tab.context().close();
  });

  it('runs nothing of a hostile text', async () => {
    const { tab, complaints } = await open('/?q=evil');
    const dialogs: string[] = [];
    tab.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    for (const text of hostileTexts) {
      data.change(
        'evil',
        tenantStatus('evil', { displayName: text, summary: text, state: 'failed', url: text, hint: text }),
      );
      await tab.goto(`${served.address}/tenants/evil`);
      await tab.goto(`${served.address}/?q=evil`);
    }
    data.change('evil');
    expect(dialogs).toEqual([]);
    expect(complaints).toEqual([]);
    await tab.context().close();
  });
});

describe.runIf(!hasChromium)('the page in a browser', () => {
  it('is not tried: there is no /usr/bin/chromium (install the package chromium, or set CHROMIUM)', () => {
    expect(hasChromium).toBe(false);
  });
});
