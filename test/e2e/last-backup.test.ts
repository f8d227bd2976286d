// A suspension waits for the last backup of PostgreSQL by the rule that the document prints, and goes on without one that has failed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lostBackupMessage } from '../../poller/status/lost-backup.js';
import { describeApplication } from './applications.js';
import { applyHealthRule } from './apply-health-rule.js';
import { cleanUp } from './clean-up.js';
import { tryFindControlPlane } from './control-plane.js';
import { eventually } from './eventually.js';
import type { KubeObject } from './kube-client.js';
import { SeenTenants } from './seen-tenants.js';
import { Stage } from './stage.js';

const plane = tryFindControlPlane();
/** Both of a tier with backups, on a cluster whose profile says `lastBackup: true`. */
const [kept, lost] = ['acme-auto', 'backup-fails'] as const;
const both = [kept, lost] as const;
const cnpg = 'postgresql.cnpg.io/v1';

describe.skipIf(plane === undefined)('the last backup of a tenant that is suspended', () => {
  if (plane === undefined) return;
  const stage = new Stage(plane);
  const { applications, platform } = stage;
  let takeRuleAway: () => Promise<void>;
  let seen: SeenTenants;

  beforeAll(async () => {
    takeRuleAway = await applyHealthRule(plane.home);
    for (const tenant of platform.tenants()) if (tenant !== kept) platform.removeTenant(tenant);
    platform.addTenant(lost, {
      displayName: 'Somebody',
      blueprint: 'workshop',
      tier: 'professional',
      region: 'eu-west',
      owner: { name: 'Somebody', email: 'somebody@garage.example' },
    });
    await platform.publish();
    for (const object of await platform.bootstrap()) await plane.home.apply(object);
    seen = await SeenTenants.start(platform);
    for (const tenant of both) await seen.until(tenant, 'live');
  });
  afterAll(async () => {
    await takeRuleAway();
    await seen.stop();
    await cleanUp(stage);
  });

  it('is waited for before the database goes to sleep', async () => {
    for (const tenant of both) platform.edit(`tenants/${tenant}.yaml`, [[['spec', 'lifecycle'], 'suspended']]);
    await platform.commit();
    await applications.refresh(both.map((tenant) => platform.namespaceOf(tenant)));
    for (const tenant of both) {
      await untilAwaited(tenant);
      expect(await hibernationOf(tenant)).toBeUndefined();
      await seen.until(tenant, 'progressing');
    }
  });

  it('lets the database go to sleep once it is completed', async () => {
    await endBackup(kept, { phase: 'completed' });
    const { summary, hint } = await seen.until(kept, 'suspended');
    expect(await hibernationOf(kept)).toBe('on');
    expect(summary).not.toContain(lostBackupMessage);
    expect(hint).toBeUndefined();
    expect(await hibernationOf(lost)).toBeUndefined();
  });

  it('does not hold the suspension up where it has failed, and its loss is told', async () => {
    await endBackup(lost, { phase: 'failed', error: 'the bucket is full' });
    const { summary, hint } = await seen.until(lost, 'suspended');
    expect(await hibernationOf(lost)).toBe('on');
    expect(summary).toContain(`${lostBackupMessage}the bucket is full`);
    expect(hint).toContain('backups.postgresql.cnpg.io/postgres-last');
  });

  it.skipIf(!process.env.ARGOCD_URL)('is told of by whoever begins to look after a later change', async () => {
    platform.edit(`tenants/${lost}.yaml`, [[['spec', 'env', 'api', 'LOCALE'], 'fr-FR']]);
    const commit = await stage.rollOut([lost]);
    const { status } = await applications.find(platform.namespaceOf(lost));
    const { revision, resources = [] } = status?.operationState?.syncResult ?? {};
    expect(revision).toBe(commit);
    expect(resources.map(({ kind }) => kind)).not.toContain('Backup');
    const later = await SeenTenants.start(platform);
    try {
      await later.until(lost, 'suspended', ({ summary }) => summary.includes(lostBackupMessage));
    } finally {
      await later.stop();
    }
  });

  /** The sync stands still at the backup. */
  async function untilAwaited(tenant: string): Promise<void> {
    await eventually(`Argo CD to wait for the backup of ${tenant}`, 300, async () => {
      const application = await applications.find(platform.namespaceOf(tenant));
      const { phase, message = '' } = application.status?.operationState ?? {};
      const waits = phase === 'Running' && message.endsWith(' postgresql.cnpg.io/Backup/postgres-last');
      // Argo CD names what it waits for a moment before it is there.
      const isThere = waits && (await stage.tryRead(tenant, [cnpg, 'Backup', 'postgres-last'])) !== undefined;
      return { value: isThere || undefined, seen: describeApplication(application) };
    });
  }

  /** As the operator would. */
  async function endBackup(tenant: string, status: { phase: string; error?: string }): Promise<void> {
    const metadata = { name: 'postgres-last', namespace: platform.namespaceOf(tenant) };
    await stage.clusterOf(tenant).mergeStatus({ apiVersion: cnpg, kind: 'Backup', metadata }, status);
  }

  async function hibernationOf(tenant: string): Promise<string | undefined> {
    const cluster = await stage.tryRead<KubeObject>(tenant, [cnpg, 'Cluster', 'postgres']);
    if (cluster === undefined) throw new Error(`${tenant} has no database`);
    return cluster.metadata?.annotations?.['cnpg.io/hibernation'];
  }
});
