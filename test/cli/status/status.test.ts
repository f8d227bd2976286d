// The built program against an API server of the test's own: what it answers, and how it ends.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { replaced, sample } from '../../generator/read/sources-fixture.js';
import { recorded } from '../../poller/status/recorded-applications.js';
import { type FakeCluster, startFakeCluster } from '../../poller/watch/fake-cluster.js';
import { platformFolder, writeFile } from '../platform-folder.js';
import { runProcess, startCli } from '../run-cli.js';

let cluster: FakeCluster;
let folder: string;

beforeEach(async () => {
  folder = platformFolder();
  cluster = await startFakeCluster();
});
afterEach(() => cluster.close());

const words = (...more: string[]) => ['status', '--root', folder, '--no-git', ...more];
const runOptions = () => ({ cwd: folder, env: { KUBECONFIG: cluster.kubeconfig } });
const status = (...more: string[]) => runProcess(words(...more), runOptions());

describe('tenantry status', () => {
  it('ends with 0 and lists who has arrived, at the second look', async () => {
    cluster.applications.set('a', recorded('arrived').application);
    const { code, stdout } = await status('--output', 'json');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { tenants: TenantStatus[] }).tenants).toMatchObject([
      { tenant: 'acme-auto', state: 'live', coarse: true },
    ]);
  });

  it('ends with 1 where a tenant is stuck, and says the way out', async () => {
    cluster.applications.set('b', recorded('prune-unconfirmed').application);
    const { code, stdout } = await status('bolt-garage');
    expect([code, stdout]).toEqual([1, expect.stringContaining('argocd app terminate-op tenant-bolt-garage')]);
  });

  it('ends with 1 where Argo CD has not been able to compare a tenant for long, and says why', async () => {
    const application = recorded('arrived').application;
    const conditions = [
      { type: 'ComparisonError', message: 'authentication required', lastTransitionTime: '2020-01-01T00:00:00Z' },
    ];
    cluster.applications.set('a', { ...application, status: { ...(application['status'] as object), conditions } });
    const { code, stdout } = await status('acme-auto');
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining('failed at seen: ComparisonError: authentication required'),
    ]);
  });

  it('ends with 1 when the time to wait is up', async () => {
    cluster.applications.set('a', recorded('migration-running').application);
    const { code, stdout } = await status('--wait', '--timeout', '1s');
    expect([code, stdout]).toEqual([1, expect.stringContaining('migration running')]);
  });

  it('ends with 3 where the cluster refuses or is not there, and with 2 for a tenant that nobody knows', async () => {
    cluster.refusals.list.push(403);
    expect((await status()).code).toBe(3);
    expect((await status('nobody')).code).toBe(2);
    await cluster.close();
    expect((await status('--watch')).code).toBe(3);
    cluster = await startFakeCluster();
  });

  it('gives one JSON line for each change until it is interrupted', async () => {
    cluster.applications.set('a', recorded('migration-running').application);
    const child = startCli(words('--watch', '--output', 'json'), runOptions());
    const lines: TenantStatus[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n'))
        if (line.startsWith('{"tenant"')) lines.push(JSON.parse(line) as TenantStatus);
      const [first] = lines;
      if (first !== undefined && lines.length === 1) void changeLater();
      if (lines.some(({ state }) => state === 'failed')) child.kill('SIGINT');
    });
    const changeLater = async () => {
      while (cluster.watches.length === 0) await new Promise((look) => setTimeout(look, 5));
      cluster.send('MODIFIED', recorded('migration-failed').application);
    };
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(lines.map(({ state }) => state)).toEqual(['progressing', 'failed']);
  });
});

describe('a token for Argo CD', () => {
  const token = 'of-the-person';
  let server: Awaited<ReturnType<typeof startApi>>;
  beforeEach(async () => {
    server = await startApi();
    cluster.applications.set('a', recorded('arrived').application);
  });
  afterEach(() => server.close());

  const withToken = (command: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runProcess([...command, '--root', folder], {
      cwd: folder,
      env: { ...runOptions().env, ARGOCD_AUTH_TOKEN: token, ...env },
    });
  const branchSays = (url: string) =>
    writeFile(folder, 'platform.yaml', replaced(sample('platform.yaml'), 'https://argocd.garage.example', url));

  it.each([['status'], ['serve']])(
    'is not sent by %s to an address that a branch says, and the line is named',
    async (command) => {
      branchSays(server.url);
      const { code, stdout } = await withToken([command, '--output', 'json']);
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({
        findings: [{ code: 'argocd/address-not-given', place: { file: 'platform.yaml', line: expect.any(Number) } }],
      });
      expect([server.asked, cluster.asked]).toEqual([[], []]);
    },
  );

  it('is sent where the environment or the command line says, and not where a branch says', async () => {
    const branch = await startApi();
    try {
      branchSays(branch.url);
      const command = ['status', '--no-git', '--output', 'json'];
      expect((await withToken(command, { ARGOCD_SERVER: server.url })).stdout).toContain('acme-auto');
      expect((await withToken([...command, '--argocd', server.url])).stdout).toContain('acme-auto');
      expect(new Set(server.asked)).toEqual(new Set([`Bearer ${token}`]));
      expect(branch.asked).toEqual([]);
    } finally {
      await branch.close();
    }
  });

  it('is not sent in clear', async () => {
    const { code, stdout } = await withToken(['status', '--output', 'json'], {
      ARGOCD_SERVER: 'http://argocd.example',
    });
    expect([code, JSON.parse(stdout).findings.map(({ code: each }: { code: string }) => each)]).toEqual([
      1,
      ['argocd/token-in-clear'],
    ]);
  });
});

/** An Argo CD's API that knows nothing, and what it was sent as authorization. */
async function startApi() {
  const asked: (string | undefined)[] = [];
  const api = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.writeHead(404).end('{}');
  });
  await new Promise<void>((listening) => api.listen(0, '127.0.0.1', listening));
  const close = () => {
    api.closeAllConnections();
    return new Promise<void>((closed) => api.close(() => closed()));
  };
  return { url: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, asked, close };
}
