// What a cluster's profile lacks for the backups that a tier asks for.
import type { Lack } from '../base/concern.js';
import type { BlueprintSpec, ClusterSource, SourcePath } from '../base/sources.js';

export function lackOfBackups({ database, tiers }: BlueprintSpec, tier: string, cluster: ClusterSource): Lack[] {
  const { backups, backupStore } = cluster;
  if (!backups || tiers[tier]?.database?.backup === undefined) return [];
  const asked = ['tiers', tier, 'database', 'backup'];
  if (backupStore === undefined) return [lackOf('backupStore', 'a backupStore', asked)];
  const isFound = backupStore.endpoint !== undefined || backupStore.region !== undefined;
  if (isFound || database?.engine !== 'mariadb') return [];
  return [lackOf('backupStore.region', 'an endpoint or region of its backupStore', asked)];
}

function lackOf(field: string, what: string, asked: SourcePath): Lack {
  return { code: 'load/profile-incomplete', what, field, asked };
}
