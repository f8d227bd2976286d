// `guards` of platform.yaml: what one publish may do at most.
import { z } from 'zod';

export const guards = z
  .strictObject({
    deletions: z.int().min(0).default(1).describe('Tenants that one publish may remove'),
    changes: z
      .int()
      .min(1)
      .exactOptional()
      .meta({ description: 'Tenants that one publish may change; no bound where absent', examples: [100] }),
    gracePeriod: z
      .string()
      .regex(/^[0-9]{1,4}d$/, { error: 'must be a number of days such as 30d' })
      .default('30d')
      .describe('Days between the request to offboard and the removal'),
  })
  .default({ deletions: 1, gracePeriod: '30d' })
  .describe('What one publish may do at most');
