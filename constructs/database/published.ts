// What is published of a tenant's database: the size of its volumes, which never shrinks, and the server in use, whose generation only
// grows.
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { PublishedPart } from '../base/concern.js';
import { type PublishedFields, type PublishedState, publishedSize } from '../base/published.js';
import { tryParseQuantity } from '../base/quantity.js';
import type { TenantProps } from '../base/tenant.js';
import type { DatabaseProps } from './schema.js';

export interface PublishedServer {
  readonly generation: number;
  readonly restore?: { readonly from: number; readonly at: string; readonly schedule: string; readonly keep?: number };
}

declare module '../base/published.js' {
  interface PublishedFields {
    /** Size of the database's volume, as `50Gi`; empty without a database. It never shrinks. */
    readonly storage: string;
    /** Which database server is in use, and the restore that it is in; absent for a tenant's first. It only grows. */
    readonly server?: PublishedServer;
  }
}

export const publishedDatabase: PublishedPart = {
  fields: ({ database }) => ({ storage: database?.storage ?? '', ...serverField(database) }),
  schema: {
    storage: publishedSize,
    server: z
      .object({
        generation: z.int(),
        restore: z
          .object({ from: z.int(), at: z.string(), schedule: z.string(), keep: z.int().exactOptional() })
          .exactOptional(),
      })
      .exactOptional(),
  },
  recover: (objects) => {
    const storage = storageIn(objects);
    return storage === undefined ? {} : { storage };
  },
  rules: [
    {
      code: 'check/storage-shrinks',
      refusals: ({ database }, published) => {
        const before = storageOf(published);
        const text = published.entry?.storage ?? published.recovered.storage;
        if (database === undefined || before === undefined) return [];
        if ((tryParseQuantity(database.storage) ?? 0n) >= before) return [];
        return [
          {
            cause: 'database.storage',
            message: `storage of ${database.storage} is less than the published ${text}, and volumes never shrink`,
            hint: `keep at least ${text}`,
          },
        ];
      },
    },
    {
      code: 'check/database-generation',
      refusals: ({ id, database }, { entry }) => {
        if (database === undefined || mayFollow(database, entry)) return [];
        const [next, now] = [database.generation, entry?.server?.generation ?? 1];
        return [
          {
            cause: 'database.generation',
            message: `the database server of generation ${now} is published, and generation ${next} can not follow it like this`,
            hint: `let tenantry write it: tenantry restore ${id} --help; generations only grow, and a new one begins with a backup`,
          },
        ];
      },
    },
    {
      code: 'check/storage-shrinks',
      refusals: ({ database }, published) =>
        database === undefined && storageOf(published) !== undefined
          ? [
              {
                cause: 'product',
                message: 'the published tenant has a database, and this blueprint has none',
                hint: 'go back to a blueprint with a database',
              },
            ]
          : [],
    },
  ],
};

function serverField(database: TenantProps['database']): Pick<PublishedFields, 'server'> {
  if (database === undefined || database.generation === 1) return {};
  const { generation, restore } = database;
  if (restore === undefined) return { server: { generation } };
  const { keep, ...rest } = restore;
  return { server: { generation, restore: keep === undefined ? rest : { ...rest, keep: keep.generation } } };
}

/** The size of the server's volumes, which its operators call `spec.storage.size`. */
function storageIn(objects: readonly unknown[]): string | undefined {
  const servers = objects.map((object) => serverSchema.safeParse(object).data);
  return servers.find((server) => server !== undefined)?.spec.storage.size;
}

const serverSchema = z.object({
  kind: z.enum(['Cluster', 'MariaDB']),
  spec: z.object({ storage: z.object({ size: z.string() }) }),
});

/**
 * The same server, in the same restore or after it; a new one that begins with a backup, and keeps none but what is there; the one that
 * was kept, where a restore is called off.
 */
function mayFollow({ generation, restore }: DatabaseProps, entry: PublishedState['entry']): boolean {
  if (entry === undefined || entry.storage === '') return true;
  const { generation: now, restore: before } = entry.server ?? { generation: 1 };
  if (generation === now) return restore === undefined || isDeepStrictEqual(withoutDatabases(restore), before);
  if (generation < now) return restore === undefined && generation === before?.keep;
  return restore !== undefined && [undefined, now, before?.keep].includes(restore.keep?.generation);
}

/** A restore as index entries have it. */
function withoutDatabases({ keep, ...same }: NonNullable<DatabaseProps['restore']>): PublishedServer['restore'] {
  return keep === undefined ? same : { ...same, keep: keep.generation };
}

/** Undefined without a database, and for text that nobody can compare: others may edit the tree. */
function storageOf({ entry, recovered }: PublishedState): bigint | undefined {
  return tryParseQuantity(entry?.storage ?? recovered.storage ?? '');
}
