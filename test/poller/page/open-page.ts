// A page as tests look at it: without sign-in, on loopback, unless they say otherwise.

import { page as pageSchema } from '../../../generator/read/schema/page.js';
import { loadAssets } from '../../../poller/page/assets.js';
import { createPage } from '../../../poller/page/create-page.js';
import type { PageOptions } from '../../../poller/page/page-options.js';
import { fewTenants, now } from './fleet-fixture.js';
import { type MemoryData, memoryData } from './memory-data.js';

const assets = loadAssets();

export interface Logged {
  readonly fields: object;
  readonly text: string;
}

export interface OpenOptions extends Partial<Omit<PageOptions, 'data' | 'settings'>> {
  readonly data?: MemoryData;
  /** As `page` of platform.yaml. */
  readonly settings?: object;
}

export function openPage({ data = memoryData(fewTenants), settings = {}, ...rest }: OpenOptions = {}) {
  const logged: Logged[] = [];
  const note = (fields: object, text: string) => {
    logged.push({ fields, text });
  };
  const page = createPage({
    data,
    settings: pageSchema.parse(settings),
    viewersGroup: 'tenant-{tenant}-viewers',
    listen: { host: '127.0.0.1' },
    secrets: {},
    assets,
    log: { warn: note, error: note },
    now: () => now,
    ...rest,
  });
  const get = async (path: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    await page.app.request(
      `http://localhost${path}`,
      { headers: { host: 'localhost', ...headers } },
      { remoteAddress },
    );
  const post = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    await page.app.request(
      `http://localhost${path}`,
      {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { host: 'localhost', origin: 'http://localhost', ...headers },
      },
      { remoteAddress: '127.0.0.1' },
    );
  return { ...page, data, logged, get, post };
}
