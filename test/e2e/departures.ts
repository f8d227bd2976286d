// How tenants leave: not by a lost file; by a declared offboarding from git; and from the cluster only when a person confirms.
import { expect, it } from 'vitest';
import { applicationReference, describeApplication, movement } from './applications.js';
import { eventually } from './eventually.js';
import { extraTenants, type Stage } from './stage.js';

const { leaving } = extraTenants;

export function testDepartures(stage: Stage): void {
  const { applications, plane, platform } = stage;
  const name = platform.namespaceOf(leaving);
  const reference = applicationReference(name);
  const project = { ...reference, kind: 'AppProject' };

  it('keeps a tenant whose file vanishes', async () => {
    const before = movement(await applications.find(platform.namespaceOf('bolt-garage')));
    platform.removeTenant('bolt-garage');
    const { outcome, tenants, findings } = await platform.publish();
    expect({ outcome, kept: tenants.kept }).toEqual({ outcome: 'unchanged', kept: ['bolt-garage'] });
    expect(findings).toContainEqual(expect.objectContaining({ code: 'publish/missing-file', tenant: 'bolt-garage' }));
    await applications.refresh([platform.namespaceOf('bolt-garage')]);
    expect(movement(await applications.find(platform.namespaceOf('bolt-garage')))).toEqual(before);
  });

  it('takes an offboarded tenant out of git after its grace period, and out of no cluster', async () => {
    const cluster = stage.clusterOf(leaving);
    platform.removeTenant(leaving);
    const { tenants, commit = '' } = await platform.publish();
    expect(tenants.removed).toEqual([leaving]);
    await stage.refreshApplicationSets();
    const roots = (await applications.all()).filter(({ metadata }) => metadata.name.includes('.'));
    await applications.settled(
      roots.map(({ metadata }) => metadata.name),
      commit,
      300,
    );
    await applications.refresh([name]);
    await eventually(`Argo CD to miss ${leaving}`, 300, async () => {
      const application = await applications.find(name);
      const missing = application.status?.conditions?.some(({ message }) => message.includes('path does not exist'));
      return { value: missing || undefined, seen: describeApplication(application) };
    });
    for (const each of whatHoldsData(name))
      expect(await cluster.tryRead(each)).toMatchObject({ metadata: expect.not.objectContaining(onItsWayOut) });
    expect(await plane.home.tryRead(project)).toBeDefined();
  });

  it('deletes it from the cluster once a person deletes its Application and confirms, and its project last', async () => {
    const cluster = plane.clusters['eu-west'];
    const { status } = await applications.find(name);
    const guarded = status?.resources?.filter((each) => each.requiresDeletionConfirmation).map(({ kind }) => kind);
    expect(guarded).toEqual(expect.arrayContaining(['Namespace', 'Cluster']));
    await plane.home.merge(reference, { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } });
    await plane.home.delete(reference);
    await plane.home.delete(project);
    // What the first look queues is done by the second.
    for (let look = 0; look < 2; look++) await applications.refresh([name]);
    for (const each of whatHoldsData(name))
      expect(await cluster.tryRead(each)).toMatchObject({ metadata: expect.not.objectContaining(onItsWayOut) });
    await plane.home.merge(reference, {
      metadata: { annotations: { 'argocd.argoproj.io/deletion-approved': new Date().toISOString() } },
    });
    for (const [client, each] of [
      [cluster, namespaceNamed(name)],
      [plane.home, reference],
      [plane.home, project],
    ] as const)
      await eventually(`${each.kind} ${name} to go`, 300, async () => {
        const left = await client.tryRead(each);
        return { value: left === undefined || undefined, seen: JSON.stringify(left?.metadata) };
      });
  });
}

const onItsWayOut = { deletionTimestamp: expect.anything() };

function namespaceNamed(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function whatHoldsData(namespace: string) {
  const database = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'postgres', namespace } };
  return [namespaceNamed(namespace), database];
}
