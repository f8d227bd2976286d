// `extra` of a blueprint: constructs of the platform's own, beside what a blueprint can say. A name and never a path: code is loaded
// from the platform's own `constructs/extra/` only.

import type { Chart } from 'cdk8s';
import { z } from 'zod';
import type { ExtraKit, ExtraNeeds } from '../base/construct.js';
import { label } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';

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

/** A construct of the platform's own. */
export interface ExtraProps {
  /** As its file and the blueprint name it. */
  readonly name: string;
  readonly needs: ExtraNeeds;
  /** Adds its objects: code that is not ours. */
  readonly build: (chart: Chart, tenant: TenantProps, kit: ExtraKit) => unknown;
}

declare module '../base/tenant.js' {
  interface TenantProps {
    /** Constructs of the platform's own, in their order. */
    readonly extra: readonly ExtraProps[];
  }
}

declare module '../base/tenant-plan.js' {
  interface UntracedFields {
    extra: true;
  }
}
