// The loop closes on a real cluster: each tenant's way from the commit to running, what fails on it, and who does not answer.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stepNames } from '../../poller/status/tenant-status.js';
import { runProcess } from '../cli/run-cli.js';
import { cleanUp } from './clean-up.js';
import { tryFindControlPlane } from './control-plane.js';
import { editByHand } from './edit-by-hand.js';
import { failMigration } from './fail-migration.js';
import { SeenTenants } from './seen-tenants.js';
import { Stage } from './stage.js';
import { startTcpProxy } from './tcp-proxy.js';

const plane = tryFindControlPlane();
/** Only a control plane whose processes are ours can have its controller stopped for a while. */
const controller = join(dirname(process.env.KUBECONFIG ?? ''), 'pid', 'argocd-application-controller');

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

describe.skipIf(plane === undefined)('what is said of tenants on a real control plane', () => {
  if (plane === undefined) return;
  const stage = new Stage(plane);
  const { platform } = stage;
  let seen: SeenTenants;

  beforeAll(async () => {
    for (const tenant of platform.tenants()) if (tenant !== 'acme-auto') platform.removeTenant(tenant);
    platform.addTenant('sleeper', {
      displayName: 'Sleeper',
      blueprint: 'workshop',
      tier: 'free',
      region: 'eu-west',
      lifecycle: 'suspended',
      owner: { name: 'Somebody', email: 'somebody@garage.example' },
    });
    await platform.publish();
    seen = await SeenTenants.start(platform);
  });
  afterAll(async () => {
    await seen.stop();
    await cleanUp(stage);
  });

  const status = (...options: string[]) =>
    runProcess(['status', '-C', platform.folder, ...options], {
      cwd: platform.folder,
      env: { KUBECONFIG: process.env.KUBECONFIG ?? '' },
    });

  it('knows what is published before any Argo CD does', async () => {
    expect(await seen.until('acme-auto', 'unknown')).toMatchObject({
      correlation: { publishedCommit: expect.any(String) },
    });
  });

  it('tells every step of a new tenant, with its times, until it is live', async () => {
    for (const object of await platform.bootstrap()) await plane.home.apply(object);
    const live = await seen.until('acme-auto', 'live');
    expect(live.steps.map(({ name, state }) => [name, state])).toEqual(stepNames.map((name) => [name, 'done']));
    const untimed = live.steps.filter((step) => step.startedAt === undefined || step.endedAt === undefined);
    expect(untimed.map(({ name }) => name)).toEqual(['requested', 'merged']);
    expect(live.steps.filter(({ startedAt = '', endedAt = '' }) => endedAt < startedAt)).toEqual([]);
    const way = seen.told.filter(({ tenant }) => tenant === 'acme-auto').map(({ state }) => state);
    expect(new Set(way)).toEqual(new Set(['unknown', 'progressing', 'live']));
    const took = Date.parse(live.steps.at(-1)?.endedAt ?? '') - Date.parse(live.steps[2]?.endedAt ?? '');
    process.stdout.write(`acme-auto was live ${took / 1000} s after its publish\n`);
  });

  it('reads a suspended tenant as suspended', async () => {
    expect((await seen.until('sleeper', 'suspended')).steps.find(({ name }) => name === 'migration')).toMatchObject({
      state: 'skipped',
    });
  });

  it('says the same in a terminal, and waits', async () => {
    const waited = await status('acme-auto', '--wait', '--timeout', '2m');
    expect(waited).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ healthy') });
    const { code, stdout } = await status('--output', 'json');
    const { tenants } = JSON.parse(stdout) as { tenants: { tenant: string; state: string }[] };
    expect([code, tenants.map(({ tenant, state }) => [tenant, state])]).toEqual([
      0,
      [
        ['sleeper', 'suspended'],
        ['acme-auto', 'live'],
      ],
    ]);
  });

  it('names the migration that has failed, and is live again when it is mended', async () => {
    editByHand(platform.repository, (folder) => failMigration(folder, 'clusters/eu-west/tenants/acme-auto'));
    const failed = await seen.until('acme-auto', 'failed');
    expect(failed.steps.find(({ state }) => state === 'failed')?.name).toBe('migration');
    expect(failed.hint).toContain('job/migrate-failing');
    expect((await status('acme-auto')).code).toBe(1);
    platform.edit('tenants/acme-auto.yaml', [[['spec', 'env', 'api', 'LOCALE'], 'fr-FR']]);
    await platform.commit();
    const live = await seen.until('acme-auto', 'live', ({ correlation }) => {
      return correlation.publishedCommit !== failed.correlation.publishedCommit;
    });
    expect(live.steps.every(({ state }) => state === 'done')).toBe(true);
  });

  it('shows a tenant whose database is held up as progressing at its database, and goes on', async () => {
    const database = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'postgres', namespace: platform.namespaceOf('sleeper') },
    };
    const hold = (value: string | null) =>
      plane.home.merge(database, { metadata: { annotations: { 'controlplane.test/hold': value } } });
    await hold('true');
    platform.edit('tenants/sleeper.yaml', [[['spec', 'lifecycle'], 'active']]);
    await platform.commit();
    const held = await seen.until('sleeper', 'progressing', ({ steps }) => {
      return steps.some(({ name, state }) => name === 'database' && state === 'running');
    });
    expect(held.steps.find(({ name }) => name === 'services')?.state).not.toBe('done');
    await hold(null);
    await seen.until('sleeper', 'live');
  });

  it.skipIf(!existsSync(controller))(
    'says that an Argo CD which stopped is silent, and finds all well when it goes on',
    async () => {
      const pid = Number(readFileSync(controller, 'utf8').split(' ')[0]);
      const impatient = await SeenTenants.start(platform, { silent: 6000 });
      try {
        await impatient.until('acme-auto', 'live');
        process.kill(pid, 'SIGSTOP');
        platform.edit('tenants/acme-auto.yaml', [[['spec', 'env', 'api', 'LOCALE'], 'it-IT']]);
        await platform.commit();
        await impatient.until('acme-auto', 'unknown');
        process.kill(pid, 'SIGCONT');
        await impatient.until('acme-auto', 'live');
      } finally {
        process.kill(pid, 'SIGCONT');
        await impatient.stop();
      }
    },
  );

  it('says that nothing is known while the cluster is away, and goes on where it was', async () => {
    const proxy = await startTcpProxy(process.env.KUBECONFIG ?? '');
    vi.stubEnv('KUBECONFIG', proxy.kubeconfig);
    const far = await SeenTenants.start(platform, { lost: 1000 });
    vi.unstubAllEnvs();
    try {
      await far.until('acme-auto', 'live');
      proxy.cut();
      expect((await far.until('acme-auto', 'unknown')).summary).toContain('home');
      expect(
        (
          await runProcess(['status', '-C', platform.folder], {
            cwd: platform.folder,
            env: { KUBECONFIG: proxy.kubeconfig },
          })
        ).code,
      ).toBe(3);
      await proxy.mend();
      await far.until('acme-auto', 'live');
    } finally {
      await far.stop();
      proxy.cut();
    }
  });
});
