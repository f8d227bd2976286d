// `database` of a tenant's file: which of its servers is in use, and the backup that it begins with. `tenantry restore` writes it.
import { z } from 'zod';
import { moment } from './scalars.js';

const generation = z.int().min(1).max(999);

const restore = z
  .strictObject({
    from: generation.meta({ description: 'The generation whose backups it begins with', examples: [1] }),
    at: moment.describe('The moment to go back to; on MariaDB the last backup before it'),
    keep: generation.exactOptional().meta({
      description: 'The generation that is kept beside it until the restore is done; none where absent',
      examples: [1],
    }),
    schedule: z
      .enum(['daily', 'weekly', 'monthly'])
      .exactOptional()
      .meta({
        description: 'On MariaDB the schedule whose backups are looked through; default: the most frequent',
        examples: ['monthly'],
      }),
  })
  .meta({
    description: 'While the server begins with a backup; taken out when the restore is done',
    examples: [{ from: 1, at: '2026-05-01T12:00:00Z', keep: 1 }],
  });

export const databaseServer = z
  .strictObject({
    generation: generation.default(1).meta({
      description: 'Which of the tenant’s servers is in use, counted from 1: each restore makes another one',
      examples: [2],
    }),
    restore: restore.exactOptional(),
  })
  .meta({
    description: 'The database server; only a restore changes it',
    examples: [{ generation: 2, restore: { from: 1, at: '2026-05-01T12:00:00Z', keep: 1 } }],
  });
