// `history` of platform.yaml: what `tenantry serve` remembers of tenants.
import { z } from 'zod';

export const history = z
  .strictObject({
    retention: z
      .string()
      .regex(/^[1-9][0-9]{0,4}d$/, { error: 'must be a number of days such as 400d' })
      .default('400d')
      .describe('Days that events are kept; the latest change of a tenant stays as long as the tenant'),
  })
  .default({ retention: '400d' })
  .describe('What is remembered of tenants');
