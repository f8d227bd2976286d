import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectToCluster, Unreachable } from '../../../generator/kube-schemas/kube-connection.js';
import { ApplicationWatch } from '../../../poller/watch/watch-applications.js';
import { recorded } from '../status/recorded-applications.js';
import { type FakeCluster, startFakeCluster } from './fake-cluster.js';

let cluster: FakeCluster;
let stop: AbortController;
let batches: ReadonlySet<string>[];
let lost: Unreachable[];

beforeEach(async () => {
  cluster = await startFakeCluster();
  [stop, batches, lost] = [new AbortController(), [], []];
});
afterEach(async () => {
  stop.abort();
  await cluster.close();
});

function application(tenant: string, change: object = {}): { metadata: { name: string } } {
  const raw = recorded('arrived').application as {
    metadata: { labels: object };
    spec: { destination: object };
  };
  const name = `tenant-${tenant}`;
  const labels = { ...raw.metadata.labels, 'tenantry.dev/tenant': tenant };
  return {
    ...raw,
    metadata: { ...raw.metadata, name, labels, resourceVersion: '101' },
    spec: { ...raw.spec, destination: { ...raw.spec.destination, namespace: name } },
    ...change,
  } as { metadata: { name: string } };
}

async function start(): Promise<{ watch: ApplicationWatch; ended: Promise<void> }> {
  vi.stubEnv('KUBECONFIG', cluster.kubeconfig);
  const connection = await connectToCluster();
  vi.unstubAllEnvs();
  const watch = new ApplicationWatch(
    connection,
    { argocd: 'home', platform: 'garage', namespace: 'argocd' },
    { changed: (names) => batches.push(names), lost: (error) => lost.push(error) },
    { backOff: () => new Promise((again) => setTimeout(again, 5)), gather: 5 },
  );
  return { watch, ended: watch.run(stop.signal) };
}

async function startWith(...tenants: string[]) {
  for (const tenant of tenants) cluster.applications.set(tenant, application(tenant));
  const started = await start();
  await until(() => cluster.watches.length > 0);
  return started;
}

/** The machine may be busy. */
const until = (so: () => boolean) => vi.waitUntil(so, { timeout: 20_000, interval: 5 });

describe('the watch of Applications', () => {
  it('lists in pages, by the platform’s labels, and tells of all at once', async () => {
    const { watch } = await startWith('a', 'b', 'c');
    expect([...watch.views.keys()]).toEqual(['tenant-a', 'tenant-b', 'tenant-c']);
    expect(batches.map((names) => names.size)).toEqual([3]);
    const [first, second] = cluster.asked;
    expect(first?.pathname).toBe('/apis/argoproj.io/v1alpha1/namespaces/argocd/applications');
    expect(first?.searchParams.get('labelSelector')).toBe(
      'app.kubernetes.io/managed-by=tenantry,tenantry.dev/platform=garage',
    );
    expect(second?.searchParams.get('continue')).toBe('2');
  });

  it('begins a list anew that broke off between two pages', async () => {
    cluster.refusals.list.push(0, 500);
    const { watch } = await startWith('a', 'b', 'c');
    expect([...watch.views.keys()]).toEqual(['tenant-a', 'tenant-b', 'tenant-c']);
    expect(lost).toHaveLength(1);
    expect(batches.map((names) => names.size)).toEqual([3]);
  });

  it('tells of what comes, changes and goes, a storm of events in a few batches', async () => {
    const { watch } = await startWith('a');
    for (let round = 0; round < 200; round += 1) cluster.send('MODIFIED', application('a'));
    cluster.send('ADDED', application('b', { status: { health: { status: 'Degraded' } } }));
    cluster.send('DELETED', application('a'));
    await until(() => watch.views.has('tenant-b') && !watch.views.has('tenant-a'));
    expect(watch.views.get('tenant-b')?.health).toBe('Degraded');
    await until(() => batches.some((names) => names.has('tenant-b')));
    expect(batches.length).toBeLessThan(50);
  });

  it('counts what is no tenant, and shows none of it', async () => {
    cluster.applications.set('x', application('x', { spec: { destination: { namespace: 'kube-system' } } }));
    cluster.applications.set('y', { metadata: { name: '../../y' }, status: 'broken' });
    const { watch } = await startWith('a');
    expect([...watch.views.keys()]).toEqual(['tenant-a']);
    expect(watch.foreign).toEqual({ mislabelled: 1, malformed: 1 });
  });

  it('goes on where it broke off, by the version of the last bookmark', async () => {
    const { watch } = await startWith('a');
    cluster.send('BOOKMARK', { metadata: { resourceVersion: '777' } });
    cluster.send('ADDED', application('b', { metadata: { ...application('b').metadata, resourceVersion: '778' } }));
    await until(() => watch.views.has('tenant-b'));
    cluster.drop();
    await until(() => cluster.watches.length > 0);
    expect(cluster.asked.at(-1)?.searchParams.get('resourceVersion')).toBe('778');
    expect(cluster.asked.filter((url) => !url.searchParams.has('watch'))).toHaveLength(1);
  });

  it.each([
    ['as an event', () => cluster.send('ERROR', { code: 410, message: 'too old' })],
    [
      'as an answer',
      () => {
        cluster.refusals.watch.push(410);
        cluster.drop();
      },
    ],
  ])('lists anew where the server has forgotten the version, told %s, and drops what is gone', async (_, forget) => {
    const { watch } = await startWith('a', 'b');
    cluster.applications.delete('a');
    forget();
    await until(() => !watch.views.has('tenant-a'));
    expect([...watch.views.keys()]).toEqual(['tenant-b']);
  });

  it('says that it is cut off, tries again by itself, and keeps what it knew', async () => {
    const { watch } = await startWith('a');
    cluster.refusals.watch.push(503, 503);
    cluster.drop();
    await until(() => cluster.watches.length > 0);
    expect(lost.filter((error) => error instanceof Unreachable).map(({ status }) => status)).toContain(503);
    expect(watch.views.size).toBe(1);
  });

  it('ends when it is stopped, while it waits for events', async () => {
    const { ended } = await startWith('a');
    stop.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  it('fails at once for who looks once', async () => {
    cluster.refusals.list.push(403);
    vi.stubEnv('KUBECONFIG', cluster.kubeconfig);
    const source = { argocd: 'home', platform: 'garage', namespace: 'argocd' };
    const watch = new ApplicationWatch(await connectToCluster(), source, { changed: () => {} });
    vi.unstubAllEnvs();
    await expect(watch.listOnce(stop.signal)).rejects.toBeInstanceOf(Unreachable);
  });
});
