// The schema of `blueprints/<name>.yaml`: the only source of its type and of schema/blueprint.schema.json.
// Concerns add their fields (constructs/index.ts).

import { z } from 'zod';
import { bytes, cpu, displayText, label } from '../../../constructs/base/schema.js';
import type { BlueprintSource } from '../../../constructs/base/sources.js';
import { schemaFields } from '../../../constructs/index.js';

const tier = z
  .strictObject({
    description: displayText(200)
      .exactOptional()
      .meta({ description: 'What the tier is, in a sentence', examples: ['For a workshop of up to five people'] }),
    expiry: z.enum(['required', 'optional']).default('optional').describe('Whether its tenants must have expiresAt'),
    ...schemaFields('tier'),
    entitlements: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), z.union([z.int(), z.boolean(), displayText(80)]))
      .default({})
      .meta({
        description: 'What the customer has bought; services learn it by ${entitlements.…}',
        examples: [{ seats: 20 }],
      }),
    ceilings: z
      .record(z.string(), z.union([z.int().min(1), bytes, cpu]))
      .default({})
      .meta({
        description: 'How far a tenant may override; what is not named can not be raised',
        examples: [{ 'database.storage': '200Gi', 'services.*.replicas': 6 }],
      }),
  })
  .meta({ description: 'How much of the product a tenant has' });

const blueprint = z
  .strictObject({
    apiVersion: z.literal('tenantry.dev/v1').describe('The version of this format'),
    kind: z.literal('Blueprint').describe('Always Blueprint'),
    metadata: z
      .strictObject({
        name: label().meta({
          description: 'The product’s name: the name of this file without .yaml',
          examples: ['workshop'],
        }),
      })
      .describe('What the file is about'),
    spec: z
      .strictObject({
        description: displayText(200)
          .exactOptional()
          .meta({
            description: 'What the product is, in a sentence',
            examples: ['Workshop management with work orders and invoices'],
          }),
        ...schemaFields('blueprint'),
        tiers: z
          .record(label(), tier)
          .refine((tiers) => Object.keys(tiers).length > 0, { error: 'must name at least one tier' })
          .describe('Sizes, by name'),
      })
      .describe('What runs, and how much of it'),
  })
  .meta({ title: 'Blueprint', description: 'A product: what runs for each tenant, and its tiers' });

export const blueprintSchema = blueprint as unknown as z.ZodType<BlueprintSource>;
