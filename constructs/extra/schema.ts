// `extra` of a blueprint: constructs of the platform's own, beside what a blueprint can say. A name and never a path: code is loaded
// from the platform's own `constructs/extra/` only.

import { z } from 'zod';
import { label } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';

const extra = z
  .array(
    z.strictObject({
      construct: label().meta({
        description: 'Its name: that of the file in constructs/extra/ without .mjs',
        examples: ['redis-cache'],
      }),
      props: z
        .record(z.string(), z.unknown())
        .default({})
        .meta({
          description: 'What it is told; its own schema says what that may be',
          examples: [{ memory: '128Mi' }],
        }),
    }),
  )
  .refine((list) => new Set(list.map(({ construct }) => construct)).size === list.length, {
    error: 'must not name a construct twice',
  })
  .default([])
  .describe('Constructs of the platform’s own that each tenant gets too');

export const extraSchema = { blueprint: { extra } } as const;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof extraSchema.blueprint> {}
}
