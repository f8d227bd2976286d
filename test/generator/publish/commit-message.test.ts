import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { commitMessage } from '../../../generator/publish/commit-message.js';
import type { Changes, TenantChanges } from '../../../generator/tree/reconcile.js';
import { file } from '../../sample-tree.js';

function changes(tenants: Partial<TenantChanges>): Changes {
  const all = { added: [], changed: [], removed: [], unchanged: [], kept: [], ...tenants };
  return { puts: [file('a', ''), file('b', '')], deletes: ['c'], foreign: [], tenants: all };
}

function subject(tenants: Partial<TenantChanges>): string | undefined {
  return commitMessage({ changes: changes(tenants) }).split('\n')[0];
}

/** Trailers as git reads them. */
function trailers(message: string): string[] {
  const read = execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' });
  return read.split('\n').filter((line) => line !== '');
}

describe('commitMessage', () => {
  test.each([
    [{ added: ['a'], changed: ['b', 'c'] }, 'publish 3 tenants (1 added, 2 changed)'],
    [{ removed: ['a'] }, 'publish 1 tenant (1 removed)'],
    [{ unchanged: ['a'], kept: ['b'] }, 'publish shared files'],
  ])('counts %j', (tenants, expected) => {
    expect(subject(tenants)).toBe(expected);
  });

  test('has trailers that git reads', () => {
    const message = commitMessage({
      changes: changes({ added: ['a'], changed: ['b', 'c'], removed: ['d'] }),
      source: { commit: 'f00d', mergedAt: '2026-11-20T08:00:00Z', pullRequest: 12, modified: false },
    });
    expect(trailers(message)).toEqual([
      'Source-Commit: f00d',
      'Source-Merged-At: 2026-11-20T08:00:00Z',
      'Source-Pull-Request: 12',
      'Tenants-Added: a',
      'Tenants-Changed: b, c',
      'Tenants-Removed: d',
    ]);
  });

  test('says where the rendered files are not those of the commit', () => {
    const source = { commit: 'f00d', modified: true };
    expect(trailers(commitMessage({ changes: changes({}), source }))).toEqual([
      'Source-Commit: f00d',
      'Source-State: modified',
    ]);
  });

  test('has no Source-Commit outside a git checkout', () => {
    expect(trailers(commitMessage({ changes: changes({ added: ['a'] }) }))).toEqual(['Tenants-Added: a']);
    expect(trailers(commitMessage({ changes: changes({}) }))).toEqual([]);
  });

  test('caps long lists', () => {
    const added = Array.from({ length: 10_000 }, (_, index) => `t-${index}`);
    const message = commitMessage({ changes: changes({ added }) });
    expect(message.length).toBeLessThan(1000);
    expect(trailers(message)[0]).toMatch(/, t-49 and 9950 more$/);
  });
});
