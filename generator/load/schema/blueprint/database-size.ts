// `tiers.<tier>.database` of a blueprint: how large the database is, and its backups.
import { z } from 'zod';
import { bytes } from '../scalars.js';
import { resources } from './resources.js';

const backupSchedule = z.strictObject({
  every: z
    .union([z.enum(['daily', 'weekly', 'monthly']), z.string().regex(/^(?:[\d*,/?A-Za-z-]+ ){5}[\d*,/?A-Za-z-]+$/)], {
      error: 'must be daily, weekly, monthly or a six-field cron expression (seconds first)',
    })
    .meta({
      description: 'When; a word is spread over an hour of the night by tenant',
      examples: ['daily', '0 0 2 * * *'],
    }),
  keep: z
    .string()
    .regex(/^[1-9][0-9]{0,3}[dwm]$/, { error: 'must be a number of days, weeks or months such as 30d, 12w or 12m' })
    .meta({ description: 'How long; m is a month', examples: ['30d', '12w', '12m'] }),
});

export const databaseSize = z
  .strictObject({
    instances: z
      .int()
      .min(1)
      .max(9)
      .meta({ description: 'Database instances', examples: [3] }),
    storage: bytes.describe('Size of each volume'),
    resources,
    backup: z
      .array(backupSchedule)
      .min(1, { error: 'must name at least one schedule; leave it out for no backups' })
      .max(4)
      .exactOptional()
      .meta({
        description: 'Backups, by schedule; none where absent',
        examples: [
          [
            { every: 'daily', keep: '30d' },
            { every: 'weekly', keep: '12w' },
          ],
        ],
      }),
  })
  .describe('Size of the database');
