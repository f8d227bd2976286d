// The rule by which Argo CD waits for a last backup stands in a document: it must be about the very object that is rendered.
import { App } from 'cdk8s';
import { expect, it } from 'vitest';
import { Database } from '../../constructs/database/chart.js';
import { lostBackupMessage } from '../../poller/status/lost-backup.js';
import { render, tenant } from '../constructs/tenant-fixture.js';
import { findHealthRule } from './health-rule.js';

const { cluster } = tenant();
if (cluster.backupStore === undefined) throw new Error('the fixture has a store');
const waiting = { ...cluster, backupStore: { ...cluster.backupStore, lastBackup: true } };
const backup = render(new Database(new App(), tenant({ lifecycle: 'suspended', cluster: waiting }))).find(
  ({ kind }) => kind === 'Backup',
);

const patch = findHealthRule();
const [[key, rule = ''] = [''], ...others] = Object.entries(patch.data);

it('is for the kind of the object that is rendered, and patches nothing else', () => {
  const [group] = backup?.apiVersion.split('/') ?? [];
  expect(key).toBe(`resource.customizations.health.${group}_${backup?.kind}`);
  expect([Object.keys(patch), others]).toEqual([['data'], []]);
});

it('gives up on our own alone, by a label that they have', () => {
  const [, label, value] = /labels or \{\}\)\["([^"]+)"\] == "([^"]+)"/.exec(rule) ?? [];
  expect(backup?.metadata.labels).toHaveProperty([String(label)], value);
});

it('gives a health that a sync can end with to all that is over', () => {
  const given = [...rule.matchAll(/status = "(\w+)"/g)].map(([, status]) => status);
  expect(given).toEqual(['Healthy', 'Healthy', 'Degraded', 'Progressing']);
});

it('says of a backup that is lost what the status looks for', () => {
  const messages = [...rule.matchAll(/status = "Healthy", message = "([^"]*)"/g)].map(([, message]) => message);
  expect(messages).toEqual(['backed up', lostBackupMessage]);
});

it('uses no library but the one that Argo CD gives to every rule', () => {
  expect([...rule.matchAll(/require\("(\w+)"\)/g)].map(([, library]) => library)).toEqual(['os']);
  expect(rule).not.toMatch(/string\.|:\w+\(|math\.|io\./);
});
