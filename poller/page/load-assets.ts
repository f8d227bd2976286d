// Reads assets/ of the package: as it is in the repository, and beside `build/` where it is installed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assets, makeAssets } from './assets.js';

export function loadAssets(): Assets {
  const read = (file: string) => readFileSync(join(folder(), file), 'utf8');
  return makeAssets({ css: sheets.map(read).join(''), js: read('page.js'), icon: read('icon.svg') });
}

/** In this order: later rules win. */
const sheets = [
  'base.css',
  'frame.css',
  'states.css',
  'filters.css',
  'tables.css',
  'tenant.css',
  'sheets.css',
  'narrow.css',
];

function folder(): string {
  const beside = join(import.meta.dirname, 'assets');
  return existsSync(beside) ? beside : join(import.meta.dirname, '..', '..', '..', 'poller', 'page', 'assets');
}
