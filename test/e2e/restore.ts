// A database begins anew beside the one that runs, with its backup; the one before goes once that is declared done and confirmed.
import { expect, it } from 'vitest';
import { applicationReference, describeApplication } from './applications.js';
import { eventually } from './eventually.js';
import type { Stage } from './stage.js';

const servers = [
  {
    tenant: 'acme-auto',
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    before: 'postgres',
    after: 'postgres-r2',
  },
  {
    tenant: 'lumen-lamps',
    apiVersion: 'k8s.mariadb.com/v1alpha1',
    kind: 'MariaDB',
    before: 'mariadb',
    after: 'mariadb-r2',
  },
] as const;

export function testRestore(stage: Stage): void {
  const { applications, plane, platform } = stage;

  it.each(servers)('begins the $kind of $tenant anew beside the one that runs', async (server) => {
    await platform.restore(server.tenant, '--at', '2026-05-01T12:00:00Z');
    await stage.rollOut([server.tenant], 300);
    expect(await namesOf(server)).toEqual([server.before, server.after]);
  });

  it.each(servers)('leaves $tenant with the restored $kind alone, once a person confirms', async (server) => {
    await platform.restore(server.tenant, '--done');
    const commit = await platform.commit();
    const name = platform.namespaceOf(server.tenant);
    await applications.refresh([name]);
    await eventually(`${name} to wait for a person`, 300, async () => {
      const application = await applications.find(name);
      const { phase, message = '' } = application.status?.operationState ?? {};
      const value = phase === 'Running' && message.includes('confirm') ? true : undefined;
      return { value, seen: describeApplication(application) };
    });
    expect(await namesOf(server)).toEqual([server.before, server.after]);
    await plane.home.merge(applicationReference(name), {
      metadata: { annotations: { 'argocd.argoproj.io/deletion-approved': new Date().toISOString() } },
    });
    await stage.settled([server.tenant], commit);
    expect(await namesOf(server)).toEqual([server.after]);
    expect((await platform.publish()).outcome).toBe('unchanged');
  });

  async function namesOf({ tenant, apiVersion, kind }: (typeof servers)[number]): Promise<string[]> {
    const all = await stage.clusterOf(tenant).list({ apiVersion, kind, namespace: platform.namespaceOf(tenant) });
    return all.map(({ metadata }) => metadata?.name ?? '').sort();
  }
}
