import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { countsLine, durationText, sortByUrgency, tableLines, tenantLines } from '../../../cli/status/status-text.js';
import { makeStatus } from '../../../poller/status/make-status.js';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { factsOf, recordedTree, recordedView } from '../../poller/status/recorded-applications.js';

const plain = picocolors.createColors(false);

const look = { now: '2026-11-21T15:00:00Z', errorGrace: 600 };

function status(name: 'arrived' | 'migration-failed', change: Partial<TenantStatus> = {}): TenantStatus {
  const view = recordedView(name);
  const known = {
    tenant: view.tenant,
    facts: factsOf(view),
    views: [view],
    isReached: () => true,
    timesWell: 2,
    ...look,
  };
  return { ...makeStatus({ ...known, tree: recordedTree(name) }), ...change };
}

describe('a table of tenants', () => {
  it('begins with those who need somebody', () => {
    const all = [status('arrived'), status('migration-failed', { tenant: 'b' }), status('arrived', { tenant: 'a' })];
    expect(sortByUrgency(all).map(({ tenant }) => tenant)).toEqual(['b', 'a', 'acme-auto']);
    expect(countsLine(all)).toBe('3 tenants: 2 live, 1 failed');
  });

  it('has one line a tenant, no wider than the terminal and without escape sequences of strangers', () => {
    const hostile = status('arrived', { summary: `\u001b[2J\nlive at ${'x'.repeat(500)}` });
    const [line = '', ...more] = tableLines([hostile], plain, 60);
    expect(more).toEqual([]);
    expect(line).toHaveLength(60);
    expect(line).toMatch(/^[\x20-\x7e…]*$/);
  });
});

describe('a tenant’s page', () => {
  it('lists every step, the failed one with its error, and what to do', () => {
    const lines = tenantLines(status('migration-failed'), plain);
    expect(lines.filter((line) => /^ {2}[·…✓✗-] /.test(line))).toHaveLength(11);
    expect(lines.find((line) => line.includes('✗ migration'))).toContain(
      'Job was active longer than specified deadline',
    );
    expect(lines.join('\n')).toContain('kubectl -n tenant-acme-auto logs job/migrate-failing000');
  });
});

describe('a duration', () => {
  it.each([
    ['2026-11-21T14:00:00Z', '2026-11-21T14:00:09Z', '9 s'],
    ['2026-11-21T14:00:00Z', '2026-11-21T14:03:12Z', '3 min 12 s'],
    ['2026-11-21T14:00:00Z', '2026-11-21T16:03:12Z', '2 h 3 min'],
    ['2026-11-21T14:00:09Z', '2026-11-21T14:00:00Z', '0 s'],
    [undefined, '2026-11-21T14:00:00Z', undefined],
  ])('from %s to %s is %s', (from, to, text) => {
    expect(durationText(from, to)).toBe(text);
  });
});
