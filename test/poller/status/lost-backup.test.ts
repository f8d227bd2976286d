import { describe, expect, it } from 'vitest';
import type { ApplicationView } from '../../../poller/status/application.js';
import type { KnownFacts } from '../../../poller/status/known-facts.js';
import { lostBackupMessage } from '../../../poller/status/lost-backup.js';
import { makeStatus } from '../../../poller/status/make-status.js';
import type { ResourceTree, TreeNode } from '../../../poller/status/read-resource-tree.js';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { factsOf, recordedTree, recordedView } from './recorded-applications.js';

const key = 'postgresql.cnpg.io/Backup/postgres-last';
const view = recordedView('suspended-without-backup');
const recordedLoss = recordedTree('suspended-without-backup');

function statusOf(given: ApplicationView, tree?: ResourceTree, besides: Partial<KnownFacts> = {}): TenantStatus {
  return makeStatus({
    tenant: given.tenant,
    facts: factsOf(given),
    views: [given],
    isReached: () => true,
    timesWell: 2,
    now: '2026-11-22T15:00:00Z',
    errorGrace: 600,
    tree,
    ...besides,
  });
}

/** As after a later sync, which had nothing to do with the backup. */
function later({ operation, ...rest }: ApplicationView): ApplicationView {
  return { ...rest, operation: operation && { ...operation, results: [] } };
}

function treeSaying(backup: Partial<TreeNode>): ResourceTree {
  const node = { group: 'postgresql.cnpg.io', kind: 'Backup', name: 'postgres-last', ...backup };
  return new Map([...recordedLoss, [key, node]]);
}

const lastBackup = recordedLoss.get(key);
const kept = lastBackup === undefined ? {} : { lastBackup };

describe('a tenant that was suspended without its last backup', () => {
  it.each([
    { by: 'the Application alone', status: statusOf(view) },
    { by: 'both', status: statusOf(view, recordedLoss) },
    { by: 'the tree after a later sync', status: statusOf(later(view), recordedLoss) },
    { by: 'what was kept of that tree', status: statusOf(later(view), undefined, kept) },
    {
      by: 'the Application, with a tree from before its end',
      status: statusOf(view, treeSaying({ health: 'Progressing', message: 'running' })),
    },
  ])('is suspended, says so and what to do: by $by', ({ status }) => {
    expect(status.state).toBe('suspended');
    expect(status.summary).toMatch(new RegExp(`; ${lostBackupMessage}the bucket is full$`));
    expect(status.hint).toContain('kubectl -n tenant-acme-auto describe backups.postgresql.cnpg.io/postgres-last');
    expect(status.steps.find(({ name }) => name === 'database')?.state).toBe('done');
  });

  it('says so too while it is offboarded', () => {
    const facts = factsOf(view);
    const entry = { ...facts.entry, lifecycle: 'offboarding' };
    const { summary } = statusOf(view, undefined, { facts: { ...facts, entry } });
    expect(summary).toMatch(new RegExp(`^offboarding: .*; ${lostBackupMessage}`));
  });
});

it.each([
  { when: 'it was backed up', status: statusOf(view, treeSaying({ health: 'Healthy', message: 'backed up' })) },
  { when: 'nobody says anything of it any more', status: statusOf(later(view)) },
  { when: 'Argo CD has no rule for it', status: statusOf(later(view), treeSaying({})) },
  { when: 'it has no backups', status: statusOf(recordedView('suspended'), recordedTree('suspended')) },
])('nothing is said of a suspended tenant’s last backup where $when', ({ status }) => {
  expect(status.state).toBe('suspended');
  expect(status.summary).not.toContain(lostBackupMessage);
  expect(status.hint).toBeUndefined();
});

it('is no matter of a tenant that is not at rest', () => {
  const { summary } = statusOf({ ...view, pending: true }, recordedLoss);
  expect(summary).not.toContain(lostBackupMessage);
});
