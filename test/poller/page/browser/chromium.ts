// The system's Chromium, driven over loopback. Where there is none, tests of the browser say so; CI installs it (.ci/run).
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { type Listening, listen } from '../../../../poller/page/listen.js';
import type { MemoryData } from '../memory-data.js';
import { openPage } from '../open-page.js';

const path = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const hasChromium = existsSync(path);

/** Without what asks the network of its own accord; as root there is no sandbox. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: path, args: quiet });
}

export interface Served extends Listening {
  readonly address: string;
}

export async function serve(data: MemoryData): Promise<Served> {
  const page = openPage({ data, limits: { gatherMs: 20 } });
  const listening = await listen(page, { host: '127.0.0.1', port: 0 });
  return { ...listening, address: `http://127.0.0.1:${listening.port}` };
}
