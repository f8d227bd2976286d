// The servers of one tenant's database: the one in use, and beside it, while a backup is restored, the one that it takes the place of.
// Their names count generations, since a server that begins with a backup is always a new one. Pure; every concern reads it.
import { confirmDeletion, confirmDeletionLast } from '../base/metadata.js';
import { type EngineName, engineOf } from './engines.js';
import type { DatabaseProps } from './schema.js';

interface Server {
  readonly engine: EngineName;
  readonly generation: number;
}

/** `postgres`, and `postgres-r2` for the second: name of its object and of its folder of backups; what its operator makes begins with it. */
export function serverName({ engine, generation }: Server): string {
  return `${engineOf(engine).server}${generationSuffix({ generation })}`;
}

/** Of names in which each generation has its own: nothing for the first. */
export function generationSuffix({ generation }: Pick<Server, 'generation'>): string {
  return generation === 1 ? '' : `-r${generation}`;
}

/** The Service that reads and writes go to. */
export function serverHost(server: Server): string {
  return `${serverName(server)}${engineOf(server.engine).hostSuffix}`;
}

/** What the server's pods are selected by. */
export function serverSelector(server: Server): Readonly<Record<string, string>> {
  return engineOf(server.engine).selector(serverName(server));
}

/** The server in use first. The other one is as it was before: whoever calls the restore off finds it so. */
export function serversOf(database: DatabaseProps): DatabaseProps[] {
  const { restore, ...same } = database;
  return restore?.keep === undefined ? [database] : [database, { ...same, ...restore.keep }];
}

export type Guard = typeof confirmDeletion | typeof confirmDeletionLast;

/** What keeps the servers of a tenant from being deleted without a person; one that was restored is no longer the only one ever. */
export function guardOf({ generation, restore }: DatabaseProps): Guard {
  return generation === 1 && restore === undefined ? confirmDeletion : confirmDeletionLast;
}

/** Of the ObjectStore. */
export const objectStoreName = 'backups';

/** The Secret with the backup store's access keys, where the profile asks for stored ones. */
export const backupCredentialsName = 'backup-store';

/** Its keys, in the secret store too. */
export const backupCredentialKeys = { accessKeyId: 'access-key-id', secretAccessKey: 'secret-access-key' } as const;
