// How long the fleet page takes in a real browser, from asking for it until it is whole; for the bench of serve.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const path = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Seconds of each load in a tab of its own, with nothing in the cache; empty where there is no Chromium. */
export async function browserLoads(address: string, count: number): Promise<number[]> {
  if (!existsSync(path)) return [];
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const loads: number[] = [];
    for (let done = 0; done < count; done++) {
      const tab = await browser.newPage();
      await tab.goto(address, { waitUntil: 'load' });
      loads.push(Number(await tab.evaluate('performance.getEntriesByType("navigation")[0].loadEventEnd')) / 1000);
      await tab.close();
    }
    return loads;
  } finally {
    await browser.close();
  }
}
