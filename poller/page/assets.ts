// Style, script and icon of the page. Their addresses contain their hash, so browsers keep them for ever.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Assets {
  /** By address. */
  readonly files: ReadonlyMap<string, { readonly type: string; readonly text: string }>;
  readonly addresses: { readonly css: string; readonly js: string; readonly icon: string };
}

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

/** Texts by their kind. */
function makeAssets(texts: Readonly<Record<'css' | 'js' | 'icon', string>>): Assets {
  const named = assetKinds.map(({ kind, file, type }) => {
    const text = texts[kind];
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    return { kind, address: `/assets/${file.replace('.', `.${hash}.`)}`, type, text };
  });
  const addressOf = (kind: string) => named.find((each) => each.kind === kind)?.address ?? '';
  return {
    files: new Map(named.map(({ address, type, text }) => [address, { type, text }])),
    addresses: { css: addressOf('css'), js: addressOf('js'), icon: addressOf('icon') },
  };
}

const assetKinds = [
  { kind: 'css', file: 'page.css', type: 'text/css; charset=utf-8' },
  { kind: 'js', file: 'page.js', type: 'text/javascript; charset=utf-8' },
  { kind: 'icon', file: 'icon.svg', type: 'image/svg+xml' },
] as const;
