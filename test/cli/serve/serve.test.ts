// The built program as a process that goes on: what it serves, and how it ends.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHistory } from '../../../poller/history/open-history.js';
import { replaced, sample } from '../../generator/read/sources-fixture.js';
import { recorded } from '../../poller/status/recorded-applications.js';
import { type FakeCluster, startFakeCluster } from '../../poller/watch/fake-cluster.js';
import { platformFolder, writeFile } from '../platform-folder.js';
import { runCli, runProcess } from '../run-cli.js';
import { ServeProcess } from '../serve-process.js';

/** A store that was made before: to make one takes longer than all that is tried with it. */
let madeStore: string;
let cluster: FakeCluster;
let folder: string;
let serving: ServeProcess;

const runOptions = () => ({ cwd: folder, env: { KUBECONFIG: cluster.kubeconfig } });

beforeAll(async () => {
  const place = { folder: join(mkdtempSync(join(tmpdir(), 'tenantry-store-')), 'history') };
  await (await openHistory(place)).close();
  madeStore = dirname(place.folder);
  return () => rmSync(madeStore, { recursive: true });
});
beforeEach(async () => {
  folder = platformFolder();
  cluster = await startFakeCluster();
  await runCli(['publish'], runOptions());
  serving = new ServeProcess(folder, runOptions().env);
});
afterEach(async () => {
  await serving.end('SIGKILL');
  await cluster.close();
});

describe('tenantry serve', () => {
  it('shows the published tenants, and ends with 0 when it is told to', async () => {
    await serving.start();
    expect(await serving.tryAsk('tenants')).toMatchObject({ total: expect.any(Number) });
    expect(await serving.metrics()).toContain('active_tenants');
    expect(await serving.end('SIGTERM')).toBe(0);
  });

  it('watches each Argo CD that platform.yaml names, those elsewhere by a kubeconfig of their own', async () => {
    const elsewhere = await startFakeCluster();
    cpSync(madeStore, join(folder, '.tenantry'), { recursive: true });
    try {
      const instances = '    instances: {home: {}, us-east: {context: fake}}\n';
      writeFile(
        folder,
        'platform.yaml',
        replaced(sample('platform.yaml'), '    sets: 8\n', `    sets: 8\n${instances}`),
      );
      cluster.applications.set('a', recorded('arrived').application);
      elsewhere.applications.set('b', recorded('prune-unconfirmed').application);
      await serving.start('--kubeconfig', elsewhere.kubeconfig);
      const argoCdOf = async (tenant: string) =>
        (await serving.tryAsk<{ readonly argocd?: string }>(`tenants/${tenant}`))?.argocd;
      await vi.waitUntil(async () => (await argoCdOf('acme-auto')) === 'home', { timeout: 60_000 });
      await vi.waitUntil(async () => (await argoCdOf('bolt-garage')) === 'us-east', { timeout: 60_000 });
    } finally {
      await elsewhere.close();
    }
  });

  it('ends with 3 where one of its addresses is taken, and lets go of the store', async () => {
    for (const state of ['first', 'second']) cpSync(madeStore, join(folder, state), { recursive: true });
    const { metrics } = await serving.start('--state', 'first');
    const taken = new URL(metrics).host;
    const second = ['serve', '--state', 'second', '--listen', '127.0.0.1:0', '--metrics-listen', taken];
    const { code, stderr } = await runProcess(second, runOptions());
    expect([code, stderr]).toEqual([3, expect.stringContaining(taken)]);
    const again = new ServeProcess(folder, runOptions().env);
    await again.start('--state', 'second');
    expect(await again.end('SIGTERM')).toBe(0);
  });

  it('ends with 3 where there is no cluster to ask', async () => {
    const { code } = await runProcess(['serve'], { cwd: folder, env: { KUBECONFIG: `${folder}/missing` } });
    expect(code).toBe(3);
  });
});
