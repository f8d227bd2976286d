// `jobs` of a blueprint: programs that run to their end.
import { z } from 'zod';
import { container } from './container.js';
import { resources } from './resources.js';

export const job = z
  .strictObject({
    ...container,
    when: z
      .enum(['migration', 'seed', 'sample-data'])
      .describe('migration: first; seed: after it; sample-data: as seed, where the tenant asks for sample data'),
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
  .meta({ description: 'A program that runs to its end, after the database and before the services' });
