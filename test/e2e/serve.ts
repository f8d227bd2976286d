// The loop closes: a process that watches Argo CD sees a new tenant all the way to live, is killed meanwhile, and tells it once.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stepNames, type TenantStatus } from '../../argocd/status/tenant-status.js';
import type { AuditEvent } from '../../generator/history/audit-event.js';
import { eventually } from './eventually.js';
import { ServeProcess } from './serve-process.js';
import type { Stage } from './stage.js';

const newcomer = 'newcomer';

interface Fleet {
  readonly total: number;
  readonly counts: Readonly<Partial<Record<TenantStatus['state'], number>>>;
}

export function testServe({ platform }: Stage): void {
  const serving = new ServeProcess(platform.folder);
  beforeAll(() => serving.start());
  afterAll(() => serving.end('SIGKILL'));

  const statusOf = (tenant: string) => serving.tryAsk<TenantStatus>(`tenants/${tenant}`);
  const eventsOf = async (tenant: string) =>
    (await serving.tryAsk<{ events: AuditEvent[] }>(`tenants/${tenant}/history`))?.events ?? [];

  it('knows every published tenant', async () => {
    await eventually('all tenants', 300, async () => {
      const fleet = await serving.tryAsk<Fleet>('tenants');
      const seen = JSON.stringify(fleet?.counts);
      return { value: fleet?.total === platform.index().length ? fleet : undefined, seen };
    });
  });

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
    const status = await eventually('the newcomer to be live', 300, async () => {
      const now = await statusOf(newcomer);
      return { value: now?.state === 'live' ? now : undefined, seen: JSON.stringify(now?.steps) };
    });
    expect(status.steps.map(({ name }) => name)).toEqual(stepNames);
    expect(status.steps.filter(({ state }) => state !== 'done' && state !== 'skipped')).toEqual([]);
    const timed = status.steps.filter(({ endedAt }) => endedAt !== undefined).map(({ name }) => name);
    expect(timed).toEqual(expect.arrayContaining(['published', 'seen', 'healthy']));
    expect(status.revision).toBe(commit);
  });

  it('has told each thing once', async () => {
    const events = await eventually('its end to be recorded', 300, async () => {
      const all = await eventsOf(newcomer);
      const value = all.some(({ kind }) => kind === 'Completed') ? all : undefined;
      return { value, seen: all.map(({ kind }) => kind).join(' ') };
    });
    const told = events.map(({ kind, step = '' }) => `${kind} ${step}`);
    expect(new Set(told).size).toBe(told.length);
    expect(told).toEqual(expect.arrayContaining(['Requested ', 'Started ', 'StepCompleted services', 'Completed ']));
  });

  it('counts it, and ends when it is told to', async () => {
    const metrics = await serving.metrics();
    expect(metrics).toMatch(/^active_tenants\{state="live",product="workshop",tier="free",region="eu-west"\} [1-9]/m);
    expect(await serving.end('SIGTERM')).toBe(0);
  });
}
