// `tiers.<tier>.database` of a blueprint: how large the database is, and its backups.
import { z } from 'zod';
import { bytes } from '../scalars.js';
import { resources } from './resources.js';

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
      .strictObject({
        schedule: z
          .union(
            [z.enum(['daily', 'weekly', 'monthly']), z.string().regex(/^(?:[\d*,/?A-Za-z-]+ ){5}[\d*,/?A-Za-z-]+$/)],
            {
              error: 'must be daily, weekly, monthly or a six-field cron expression (seconds first)',
            },
          )
          .meta({
            description: 'When; a word is spread over the night by tenant',
            examples: ['daily', '0 0 2 * * *'],
          }),
        keep: z
          .string()
          .regex(/^[1-9][0-9]{0,3}[dwm]$/, { error: 'must be a number of days, weeks or months such as 30d' })
          .meta({ description: 'How long', examples: ['30d'] }),
      })
      .exactOptional()
      .describe('Backups; none where absent'),
  })
  .describe('Size of the database');
