import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedTenant } from '../../../../poller/github/progress/payload.js';
import {
  checkMarkdown,
  commitSummary,
  isPlainUrl,
  pullMarkdown,
} from '../../../../poller/github/progress/progress-text.js';

const commit = 'a1b2c3d'.padEnd(40, '0');

function listed(changes: Partial<ListedTenant> = {}): ListedTenant {
  const published = 'f00ba12'.padEnd(40, '0');
  return {
    tenant: 'acme-auto',
    state: 'progressing',
    summary: 'database ready, migration running',
    url: 'https://acme-auto.garage.example',
    published,
    ...changes,
  };
}

function told(...tenants: ListedTenant[]): string {
  return pullMarkdown({ commit, counts: {}, listed: tenants });
}

describe('the words for a tenant', () => {
  it('say how far it is', () => {
    expect(told(listed({ summary: 'published; Argo CD has not compared it yet' }))).toContain(
      '**`acme-auto`** published `f00ba12`',
    );
    const unseen = { state: 'unknown', summary: 'published f00ba12; no Argo CD has an Application of it' } as const;
    expect(told(listed(unseen))).toContain('**`acme-auto`** published `f00ba12`, and no Argo CD has an Application');
    expect(told(listed())).toContain('is syncing: database ready, migration running');
    expect(told(listed({ state: 'live', seconds: 192 }))).toContain(
      'is live at https://acme-auto.garage.example after 3 min 12 s',
    );
  });

  it('say what failed, where, and what to do', () => {
    const text = told(
      listed({ state: 'failed', step: 'migration', error: 'exit 1', hint: 'read its log', summary: '' }),
    );
    expect(text).toContain('failed at migration: `exit 1`');
    expect(text).toContain('what to do: `read its log`');
  });

  it('say of one at rest what to do, where there is something to do', () => {
    const summary = 'suspended: its data is kept; there is no last backup: failed';
    const text = told(listed({ state: 'suspended', summary, hint: 'see what it lacked' }));
    expect(text).toContain('there is no last backup: failed');
    expect(text).toContain('what to do: `see what it lacked`');
    expect(told(listed({ state: 'suspended', summary: '' }))).not.toContain('what to do');
  });

  it('let nothing that a stranger wrote leave its code span', () => {
    const outside = (text: string) => text.replaceAll(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('live', 'failed', 'progressing', 'unknown'),
        (hostile, state) => {
          const text = `@team <img src=x> [a](b) ${hostile}\n# head`;
          const all = listed({
            tenant: text,
            state,
            summary: text,
            url: text,
            error: text,
            hint: text,
            ...(state === 'failed' && { step: 'routes' }),
          });
          for (const words of [told(all), checkMarkdown({ commit, counts: { failed: 1 }, listed: [all] })])
            expect(outside(words)).not.toMatch(/[@<[]|# head/);
        },
      ),
    );
  });

  it('make no link of anything but a plain address', () => {
    for (const url of [
      'http://a.example',
      'https://a.example/?q',
      'https://a@b.example',
      'https://a.example)',
      'javascript:x',
      '',
    ])
      expect(isPlainUrl(url)).toBe(false);
    expect(isPlainUrl('https://acme-auto.garage.example/shop')).toBe(true);
  });
});

describe('the words for a commit', () => {
  it.each([
    {
      counts: { failed: 1, progressing: 2 },
      words: { state: 'failure', isMoving: true, title: '1 failed, 2 progressing' },
    },
    {
      counts: { progressing: 1, live: 3 },
      words: { state: 'pending', isMoving: true, title: '1 progressing, 3 live' },
    },
    { counts: { live: 3, superseded: 2 }, words: { state: 'success', isMoving: false, title: '3 live, 2 superseded' } },
    { counts: { superseded: 2 }, words: { state: 'success', isMoving: false, title: '2 superseded' } },
  ])('are $words.title', ({ counts, words }) => {
    expect(commitSummary({ commit, counts, listed: [] })).toEqual(words);
  });

  it('count what is not listed', () => {
    const one = listed({ state: 'failed', step: 'routes', error: 'no' });
    expect(checkMarkdown({ commit, counts: { failed: 12 }, listed: [one] })).toContain('and 11 more');
    expect(pullMarkdown({ commit, counts: { failed: 12, superseded: 3 }, listed: [one] })).toMatch(
      /and 11 more[\s\S]*3 went on/,
    );
  });
});
