// What a tenant's file may say of a restore: there is a backup to begin with, and somebody to begin it.

import type { Finding } from '../base/finding.js';
import type { SourcePath } from '../base/sources.js';
import { type LimitDetails, type Limits, limitFinding } from '../base/tenant-rule.js';

/** A server of a product that has none, a restore without backups, from itself, or of a tenant that does not run. */
export function restoreLimits({ tenant, blueprint, tier, platform }: Limits): Finding[] {
  const { database: server, lifecycle, region, tier: name } = tenant.data.spec;
  if (server === undefined) return [];
  const { database } = blueprint.data.spec;
  const report = (path: SourcePath, details: LimitDetails) =>
    limitFinding(tenant, 'plan/restore-impossible', ['spec', 'database', ...path], details);
  if (database === undefined)
    return [report([], { message: 'the product has no database', hint: 'remove database', part: 'key' })];
  const { generation, restore } = server;
  if (restore === undefined) return [];
  const known: readonly string[] = tier.database?.backup?.map(({ every }) => every) ?? [];
  const takesNone = Object.values(platform.clusters).some((cluster) => cluster.region === region && !cluster.backups);
  const wrong: readonly (LimitDetails & { readonly holds: boolean; readonly path: SourcePath })[] = [
    {
      holds: known.length === 0,
      path: ['restore'],
      message: `a tenant of the tier ${name} has no backups to restore`,
      hint: 'choose a tier with backups that it had when they were taken',
      part: 'key',
      related: blueprint.document.place(['spec', 'tiers', name, 'database'], 'key'),
    },
    {
      holds: takesNone,
      path: ['restore'],
      message: `the cluster of the region ${region} takes no backups`,
      hint: 'restore where backups are taken',
      part: 'key',
    },
    {
      holds: restore.from >= generation,
      path: ['restore', 'from'],
      message: `generation ${generation} can not begin with backups of generation ${restore.from}`,
      hint: 'raise generation: a restored server is always a new one',
    },
    {
      holds: restore.keep !== undefined && restore.keep >= generation,
      path: ['restore', 'keep'],
      message: `generation ${generation} can not be kept beside generation ${restore.keep}`,
      hint: 'keep the server that was in use before, or none',
    },
    {
      holds: restore.schedule !== undefined && (database.engine !== 'mariadb' || !known.includes(restore.schedule)),
      path: ['restore', 'schedule'],
      message:
        database.engine === 'mariadb'
          ? `the tier ${name} has no schedule ${restore.schedule}`
          : 'PostgreSQL finds the right backup among those of all schedules',
      hint: database.engine === 'mariadb' && known.length > 0 ? `write one of ${known.join(', ')}` : 'remove schedule',
    },
  ];
  const asleep = limitFinding(tenant, 'plan/restore-impossible', ['spec', 'lifecycle'], {
    message: `a tenant that is ${lifecycle} can not be restored: its database would sleep before it has begun`,
    hint: 'make it active first, and suspend it when the restore is done',
  });
  return [
    ...wrong.filter(({ holds }) => holds).map(({ holds: _, path, ...details }) => report(path, details)),
    ...(lifecycle === 'active' ? [] : [asleep]),
  ];
}
