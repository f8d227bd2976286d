// Whether a tenant was suspended without the last backup of its PostgreSQL. Argo CD goes on without one that failed or never began, by
// the rule for its health in docs/run-on-a-cluster.md, whose message alone tells it: the resource tree has it for as long as the object
// is there, the Application as a result of the very sync that waited for it. The output goes to verdict.ts.
import { kindOf } from '../../constructs/kinds.js';
import { type ApplicationView, type ObjectName, objectKey } from './application.js';
import type { KnownFacts } from './known-facts.js';

/** How the rule's message begins. */
export const lostBackupMessage = 'there is no last backup: ';

interface LostBackup {
  /** As kubectl takes it; another operator has Backups too. */
  readonly object: string;
  readonly message: string;
}

export function isLastBackup(object: Pick<ObjectName, 'group' | 'kind'>): boolean {
  return kindOf(object)?.lastBackup === true;
}

/** Undefined also where nothing is known of the backup. */
export function tryFindLostBackup(
  view: ApplicationView,
  { tree, lastBackup }: Pick<KnownFacts, 'tree' | 'lastBackup'>,
): LostBackup | undefined {
  const backup = view.resources.find(isLastBackup);
  if (backup === undefined) return undefined;
  const key = objectKey(backup);
  const node = tree?.get(key) ?? lastBackup;
  // A tree may be older than the end of the sync; what it says of a backup that is over is newer than the result.
  const teller = node?.health === 'Healthy' ? node : view.operation?.results.find((each) => objectKey(each) === key);
  const message = teller?.message ?? '';
  return message.startsWith(lostBackupMessage)
    ? { object: `${backup.kind.toLowerCase()}s.${backup.group}/${backup.name}`, message }
    : undefined;
}
