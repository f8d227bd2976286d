// The loop closes in a process that goes on: it sees a new tenant all the way to live, is killed meanwhile, and tells each thing once.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditEvent } from '../../poller/history/history.js';
import { stepNames, type TenantStatus } from '../../poller/status/tenant-status.js';
import { ServeProcess } from '../cli/serve-process.js';
import { cleanUp } from './clean-up.js';
import { tryFindControlPlane } from './control-plane.js';
import { editByHand } from './edit-by-hand.js';
import { eventually } from './eventually.js';
import { failMigration } from './fail-migration.js';
import { Stage } from './stage.js';

const plane = tryFindControlPlane();
const newcomer = 'newcomer';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

describe.skipIf(plane === undefined)('tenantry serve on a real control plane', () => {
  if (plane === undefined) return;
  const stage = new Stage(plane);
  const { platform } = stage;
  const serving = new ServeProcess(platform.folder, { KUBECONFIG: process.env.KUBECONFIG ?? '' });

  beforeAll(async () => {
    for (const tenant of platform.tenants()) if (tenant !== 'acme-auto') platform.removeTenant(tenant);
    await platform.publish();
    for (const object of await platform.bootstrap()) await plane.home.apply(object);
    await serving.start();
  });
  afterAll(async () => {
    await serving.end('SIGKILL');
    await cleanUp(stage);
  });

  const statusWhere = (tenant: string, holds: (status: TenantStatus) => boolean) =>
    eventually(`${tenant} as expected`, 300, async () => {
      const status = await serving.tryAsk<TenantStatus>(`tenants/${tenant}`);
      return { value: status && holds(status) ? status : undefined, seen: JSON.stringify(status?.steps) };
    });
  const told = async (tenant: string) => {
    const history = await serving.tryAsk<{ events: AuditEvent[] }>(`tenants/${tenant}/history`);
    return (history?.events ?? []).map(
      ({ kind, step = '', publishedCommit = '' }) => `${kind} ${step} ${publishedCommit}`,
    );
  };

  it('sees a new tenant live with every step and its times, though it is killed on the way', async () => {
    const owner = { name: 'Somebody', email: 'somebody@garage.example' };
    platform.addTenant(newcomer, { displayName: 'New', blueprint: 'workshop', tier: 'free', region: 'eu-west', owner });
    const commit = await platform.commit();
    for (const kills of [1, 2]) {
      // At a moment of its own in each run: that is what is tried.
      await pause(Math.random() * 3000 * kills);
      expect(await serving.end('SIGKILL')).toBe('SIGKILL');
      await serving.start();
    }
    const { steps, revision } = await statusWhere(newcomer, ({ state }) => state === 'live');
    expect(steps.map(({ name }) => name)).toEqual(stepNames);
    expect(steps.filter(({ state }) => state !== 'done' && state !== 'skipped')).toEqual([]);
    const timed = steps.filter(({ endedAt }) => endedAt !== undefined).map(({ name }) => name);
    expect(timed).toEqual(expect.arrayContaining(['published', 'seen', 'healthy']));
    expect(revision).toBe(commit);
  });

  it('has told each thing once', async () => {
    const events = await eventually('its end to be recorded', 60, async () => {
      const all = await told(newcomer);
      return { value: all.some((each) => each.startsWith('Completed')) ? all : undefined, seen: all.join(', ') };
    });
    expect(events.toSorted()).toEqual([...new Set(events)].toSorted());
    const kinds = events.map((each) => each.split(' ').slice(0, 2).join(' ').trim());
    expect(kinds).toEqual(expect.arrayContaining(['Requested', 'Started', 'StepCompleted services', 'Completed']));
  });

  it('tells that a migration failed, and once it is mended that the tenant is live', async () => {
    editByHand(platform.repository, (folder) => failMigration(folder, `clusters/eu-west/tenants/${newcomer}`));
    const failed = await statusWhere(newcomer, ({ state }) => state === 'failed');
    expect(failed.steps.find(({ state }) => state === 'failed')?.name).toBe('migration');
    platform.edit(`tenants/${newcomer}.yaml`, [[['spec', 'env', 'api', 'LOCALE'], 'fr-FR']]);
    const commit = await platform.commit();
    await statusWhere(newcomer, (status) => status.state === 'live' && status.revision === commit);
    const events = await told(newcomer);
    const ofFailure = events.filter((each) => each.endsWith(failed.correlation.publishedCommit ?? 'unknown'));
    expect(ofFailure.map((each) => each.split(' ')[0])).toEqual(expect.arrayContaining(['StepFailed', 'Failed']));
    expect(events.filter((each) => each === `Completed  ${commit}`)).toHaveLength(1);
  });

  it('counts tenants, and ends when it is told to', async () => {
    const metrics = await serving.metrics();
    expect(metrics).toMatch(/^active_tenants\{state="live",product="workshop",tier="free",region="eu-west"\} [1-9]/m);
    expect(await serving.end('SIGTERM')).toBe(0);
  });
});
