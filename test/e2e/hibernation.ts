// The MariaDB of a suspended tenant goes to sleep and wakes up. No pod runs the job's commands here: the test does what they and
// the operator do, and the API server says whether the job's account may.
import { expect, it } from 'vitest';
import { eventually } from './eventually.js';
import type { KubeObject } from './kube-client.js';
import type { Stage } from './stage.js';

const tenant = 'demo-store';
const mariadb = ['k8s.mariadb.com/v1alpha1', 'MariaDB', 'mariadb'] as const;

type Server = KubeObject & { readonly spec: { readonly suspend?: boolean } };

/** What the account of the job may do, and what lies next to it. */
const rights = [
  { verb: 'patch', group: 'k8s.mariadb.com', resource: 'mariadbs', name: 'mariadb', allowed: true },
  { verb: 'list', group: 'k8s.mariadb.com', resource: 'physicalbackups', allowed: true },
  { verb: 'delete', group: 'apps', resource: 'statefulsets', name: 'mariadb', allowed: true },
  { verb: 'delete', group: 'apps', resource: 'deployments', name: 'mariadb-metrics', allowed: true },
  { verb: 'delete', group: 'k8s.mariadb.com', resource: 'mariadbs', name: 'mariadb', allowed: false },
  { verb: 'patch', group: 'k8s.mariadb.com', resource: 'mariadbs', name: 'other', allowed: false },
  { verb: 'patch', group: 'k8s.mariadb.com', resource: 'users', name: 'mariadb-shop', allowed: false },
  { verb: 'delete', group: 'apps', resource: 'deployments', name: 'web', allowed: false },
  { verb: 'get', group: '', resource: 'secrets', name: 'mariadb-root', allowed: false },
  { verb: 'create', group: '', resource: 'pods', allowed: false },
] as const;

export function testHibernation(stage: Stage): void {
  const { applications, platform } = stage;

  it('has a job for it, which may do that and nothing else', async () => {
    platform.edit(`tenants/${tenant}.yaml`, [[['spec', 'lifecycle'], 'suspended']]);
    await stage.rollOut([tenant]);
    expect((await jobs()).map(({ metadata }) => metadata?.name)).toEqual([
      expect.stringMatching(/^mariadb-hibernation-/),
    ]);
    const namespace = platform.namespaceOf(tenant);
    const user = `system:serviceaccount:${namespace}:mariadb-hibernation`;
    const answers = rights.map(async (right) => ({
      ...right,
      allowed: await stage.clusterOf(tenant).mayAccess(user, { ...right, namespace }),
    }));
    expect(await Promise.all(answers)).toEqual(rights);
  });

  it('stays Synced and Healthy while the operator leaves its server alone, and lets changes through', async () => {
    await merge({ metadata: { annotations: { [hold]: 'true' } }, spec: { suspend: true } });
    await sayReady('False', 'Suspended');
    platform.edit(`tenants/${tenant}.yaml`, [[['spec', 'displayName'], 'Demo Store, asleep']]);
    await stage.rollOut([tenant]);
    const { status } = await applications.find(platform.namespaceOf(tenant));
    expect([status?.sync?.status, status?.health?.status]).toEqual(['Synced', 'Healthy']);
    expect((await server()).spec.suspend).toBe(true);
  });

  it('wakes up when the tenant is active again, and no job is left by then that could stop it', async () => {
    platform.edit(`tenants/${tenant}.yaml`, [[['spec', 'lifecycle'], 'active']]);
    const commit = await platform.commit();
    await applications.refresh([platform.namespaceOf(tenant)]);
    const woken = await eventually(`${tenant} to wake up`, 300, async () => {
      const found = await server();
      return { value: found.spec.suspend === false ? found : undefined, seen: JSON.stringify(found.spec) };
    });
    const left = (await jobs(woken.metadata?.resourceVersion)).filter(
      ({ metadata }) => metadata?.deletionTimestamp === undefined && metadata?.name?.startsWith('mariadb-hibernation'),
    );
    expect(left).toEqual([]);
    await merge({ metadata: { annotations: { [hold]: null } } });
    await sayReady('True', 'StatefulSetReady');
    await stage.settled([tenant], commit);
  });

  async function server(): Promise<Server> {
    const found = await stage.tryRead<Server>(tenant, mariadb);
    if (found === undefined) throw new Error(`${tenant} has no MariaDB`);
    return found;
  }

  /** Those that are there, or that were when the cluster was at a version. */
  function jobs(at?: string): Promise<KubeObject[]> {
    const namespace = platform.namespaceOf(tenant);
    const version = at === undefined ? {} : { at };
    return stage.clusterOf(tenant).list({ apiVersion: 'batch/v1', kind: 'Job', namespace, ...version });
  }

  function merge(patch: object): Promise<void> {
    return stage.clusterOf(tenant).merge(reference(), patch);
  }

  /** As the operator does. */
  function sayReady(status: 'True' | 'False', reason: string): Promise<void> {
    const condition = { type: 'Ready', status, reason, message: reason, lastTransitionTime: new Date().toISOString() };
    return stage.clusterOf(tenant).mergeStatus(reference(), { conditions: [condition] });
  }

  function reference() {
    const [apiVersion, kind, name] = mariadb;
    return { apiVersion, kind, metadata: { name, namespace: platform.namespaceOf(tenant) } };
  }
}

/** The simulated operator would say at once that it is ready. */
const hold = 'controlplane.test/hold';
