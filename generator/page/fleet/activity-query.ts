// What an address asks of the audit log; pages go on from the id of the last event seen, so that new events shift nothing.
import { z } from 'zod';
import { auditKinds } from '../../history/audit-event.js';

const before = z.coerce
  .number()
  .int()
  .min(1)
  .max(Number.MAX_SAFE_INTEGER)
  .optional()
  .meta({ description: 'Only events with a smaller id: `next` of the page before', examples: [4711] });

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .meta({ description: 'Events on a page', examples: [100] });

export const historyQuery = z.object({ before, limit });

export const activityQuery = z.object({
  kind: z
    .enum(auditKinds)
    .optional()
    .meta({ description: 'Only events of this kind', examples: ['StepFailed'] }),
  tenant: z
    .string()
    .max(63)
    .optional()
    .meta({ description: 'Only events of this tenant', examples: ['acme-auto'] }),
  before,
  limit,
});

export type ActivityQuery = z.infer<typeof activityQuery>;
