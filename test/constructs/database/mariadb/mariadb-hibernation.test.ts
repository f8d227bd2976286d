// How the MariaDB of a suspended tenant goes to sleep: what the job does, in which order, and what its account may do.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { fieldsAt, listAt, textAt, textsAt, valueAt } from '../../../../constructs/base/fields.js';
import type { TenantProps } from '../../../../constructs/base/tenant.js';
import type { KubeObject } from '../../../../constructs/base/tenant-view.js';
import { waves } from '../../../../constructs/base/waves.js';
import { Database } from '../../../../constructs/database/chart.js';
import type { DatabaseProps } from '../../../../constructs/database/schema.js';
import { concerns } from '../../../../constructs/index.js';
import { Network } from '../../../../constructs/network/chart.js';
import { findObject, waveOf } from '../../objects.js';
import { render, tenant } from '../../tenant-fixture.js';

const database: DatabaseProps = {
  engine: 'mariadb',
  generation: 2,
  image: 'registry.example/mariadb:11.8.3',
  instances: 1,
  storage: '1Gi',
  resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
  parameters: {},
  backup: [{ name: 'weekly', schedule: '7 30 2 * * 0', keep: '12w' }],
  databases: [{ name: 'shop', secret: 'mariadb-shop', stored: 'mariadb-shop', usedBy: ['web'] }],
};
const { backup: _, ...withoutBackup } = database;
const { cluster } = tenant();
const name = 'mariadb-r2-hibernation';

const objectsOf = (overrides: Partial<TenantProps> = {}) =>
  render(new Database(new App(), tenant({ database, lifecycle: 'suspended', ...overrides })));
const jobIn = (objects: readonly KubeObject[]): KubeObject => {
  const job = objects.find(({ kind }) => kind === 'Job');
  if (job === undefined) throw new Error('there is no Job');
  return job;
};
const podOf = (job: KubeObject) => fieldsAt(job, 'spec', 'template', 'spec');
/** The first word of each command, in the order in which they run. */
const stepsOf = (job: KubeObject) =>
  ['initContainers', 'containers'].flatMap((list) =>
    listAt(podOf(job), list).map((container) => textsAt(container, 'args')[0]),
  );

describe('a MariaDB that is put to sleep', () => {
  it('is awake for its last backup, which is to end well, is left alone by the operator, and is stopped', () => {
    expect(stepsOf(jobIn(objectsOf()))).toEqual(['patch', 'wait', 'wait', 'wait', 'patch', 'wait', 'delete']);
  });

  it('waits for no backup where none is taken', () => {
    expect(stepsOf(jobIn(objectsOf({ database: withoutBackup })))).toEqual(['patch', 'wait', 'delete']);
  });

  it('waits for the backup that carries its name', () => {
    const objects = objectsOf();
    const selectors = listAt(podOf(jobIn(objects)), 'initContainers').flatMap((container) =>
      textsAt(container, 'args').flatMap((arg) => /^--selector=(.*)=mariadb-r2$/.exec(arg)?.slice(1) ?? []),
    );
    const labels = objects.filter(({ kind }) => kind === 'PhysicalBackup').map(({ metadata }) => metadata.labels);
    expect(selectors).toHaveLength(2);
    for (const selector of selectors)
      expect(labels.filter((each) => each?.[selector] === 'mariadb-r2')).toHaveLength(1);
  });

  it.each(['suspended', 'offboarding'] as const)('has its job while the tenant is %s', (lifecycle) => {
    expect(jobIn(objectsOf({ lifecycle })).metadata.name).toMatch(/^mariadb-r2-hibernation-[0-9a-f]+$/);
  });

  it('has nothing of it while the tenant is active', () => {
    const named = objectsOf({ lifecycle: 'active' }).filter(({ metadata }) => metadata.name.includes('hibernation'));
    expect(named).toEqual([]);
  });

  it('runs the job last; what it signs in with is there before, so that the job is pruned before anything else', () => {
    const objects = objectsOf();
    expect(waveOf(jobIn(objects))).toBe(waves.hibernation);
    for (const kind of ['ServiceAccount', 'Role', 'RoleBinding'])
      expect(waveOf(findObject(objects, kind, name))).toBe(waves.access);
    const options = jobIn(objects).metadata.annotations?.['argocd.argoproj.io/sync-options'];
    expect(options).toBeUndefined();
  });

  it('gives the same job whatever the store of its backups, or another store would wake every server', () => {
    const store = cluster.backupStore;
    if (store === undefined) throw new Error('the fixture has no backup store');
    const elsewhere = objectsOf({ cluster: { ...cluster, backupStore: { ...store, bucket: 'another' } } });
    expect(jobIn(elsewhere)).toEqual(jobIn(objectsOf()));
  });

  it('runs the platform’s own kubectl, as an account of its own that may change the server’s objects alone', () => {
    const objects = objectsOf({ cluster: { ...cluster, kubectlImage: 'registry.example/kubectl:v1' } });
    const { serviceAccountName, initContainers, containers } = podOf(jobIn(objects));
    expect(serviceAccountName).toBe(name);
    for (const container of [...listAt({ initContainers }, 'initContainers'), ...listAt({ containers }, 'containers')])
      expect(textAt(container, 'image')).toBe('registry.example/kubectl:v1');
    const rules = listAt(findObject(objects, 'Role', name), 'rules');
    const changing = rules.filter((rule) => textsAt(rule, 'verbs').some((verb) => /patch|delete/.test(verb)));
    expect(changing.map((rule) => textsAt(rule, 'resourceNames').join())).toEqual([
      ...['mariadb-r2', 'mariadb-r2', 'mariadb-r2-metrics'],
    ]);
    expect(rules.flatMap((rule) => textsAt(rule, 'resources'))).not.toContain('secrets');
    expect(valueAt(findObject(objects, 'RoleBinding', name), 'subjects')).toEqual([
      { kind: 'ServiceAccount', name, namespace: 'tenant-acme-auto' },
    ]);
  });

  it('is let out to the API server, while the tenant is suspended', () => {
    const policy = (lifecycle: TenantProps['lifecycle']) =>
      render(new Network(new App(), tenant({ database, lifecycle }), concerns)).find(
        ({ metadata }) => metadata.name === 'database-r2-hibernation',
      );
    expect(policy('active')).toBeUndefined();
    const peers = listAt(policy('suspended'), 'spec', 'egress').flatMap((rule) => listAt(rule, 'to'));
    expect(peers.map((peer) => valueAt(peer, 'ipBlock', 'cidr'))).toEqual(cluster.apiServer.map(({ cidr }) => cidr));
    const labels = fieldsAt(jobIn(objectsOf()), 'spec', 'template', 'metadata', 'labels');
    expect(labels).toMatchObject(fieldsAt(policy('suspended'), 'spec', 'podSelector', 'matchLabels'));
  });
});
