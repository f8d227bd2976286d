import { expect, it } from 'vitest';
import { LastBackups } from '../../../poller/fleet/inspector.js';
import type { ApplicationView } from '../../../poller/status/application.js';
import type { ResourceTree } from '../../../poller/status/read-resource-tree.js';
import { recordedTree, recordedView } from '../status/recorded-applications.js';

const recorded = recordedView('suspended-without-backup');
/** After a later sync, which had nothing to do with the backup. */
const view: ApplicationView = {
  ...recorded,
  operation: recorded.operation && { ...recorded.operation, results: [] },
};
const tree = recordedTree('suspended-without-backup');
const key = 'postgresql.cnpg.io/Backup/postgres-last';
const { tenant } = view;

it('owes it of a tenant that has one and whose Application does not tell, until it is kept', () => {
  const backups = new LastBackups();
  expect([recorded, recordedView('suspended'), view].map((each) => backups.isOwed(each, 'c1'))).toEqual([
    false,
    false,
    true,
  ]);
  backups.keep(view, 'c1', tree);
  expect([backups.isOwed(view, 'c1'), backups.isOwed(view, 'c2')]).toEqual([false, true]);
  expect(backups.found(tenant, 'c1')).toEqual({ lastBackup: tree.get(key) });
  expect(backups.found(tenant, 'c2')).toEqual({});
});

it('keeps nothing of a tree from before its end', () => {
  const backups = new LastBackups();
  const early: ResourceTree = new Map([
    [key, { group: 'postgresql.cnpg.io', kind: 'Backup', name: 'postgres-last', health: 'Progressing' }],
  ]);
  backups.keep(view, 'c1', early);
  expect([backups.isOwed(view, 'c1'), backups.found(tenant, 'c1')]).toEqual([true, {}]);
});

it('owes nothing more where the tree does not know it', () => {
  const backups = new LastBackups();
  backups.keep(view, 'c1', new Map());
  expect([backups.isOwed(view, 'c1'), backups.found(tenant, 'c1')]).toEqual([false, {}]);
});

it('forgets a tenant', () => {
  const backups = new LastBackups();
  backups.keep(view, 'c1', tree);
  backups.forget(tenant);
  expect(backups.found(tenant, 'c1')).toEqual({});
});
