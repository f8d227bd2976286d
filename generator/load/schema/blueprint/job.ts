// `jobs` of a blueprint: programs that run to their end, once or at their hours.
import { z } from 'zod';
import { distinct, label } from '../scalars.js';
import { container } from './container.js';
import { jobSchedule } from './job-schedule.js';
import { resources } from './resources.js';

export const job = z
  .strictObject({
    ...container,
    when: z
      .enum(['migration', 'seed', 'sample-data'])
      .exactOptional()
      .describe('migration: first; seed: after it; sample-data: as seed, where the tenant asks for sample data'),
    schedule: jobSchedule.exactOptional(),
    waitsFor: distinct(label())
      .default([])
      .meta({ description: 'Services that accept its connections, where it has a schedule', examples: [['api']] }),
    resources,
    deadline: z
      .int()
      .min(10)
      .max(86_400)
      .default(300)
      .meta({ description: 'Seconds after which it has failed', examples: [300] }),
    retries: z
      .int()
      .min(0)
      .max(10)
      .default(3)
      .meta({ description: 'How often it is tried again', examples: [3] }),
  })
  .meta({ description: 'A program that runs to its end: between the database and the services, or again and again' });
