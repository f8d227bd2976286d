// The schema of `blueprints/<name>.yaml`: the only source of its type and of schema/blueprint.schema.json.
// Its parts are in blueprint/.
import { z } from 'zod';
import { bucket } from './blueprint/buckets.js';
import { database } from './blueprint/database.js';
import { extra } from './blueprint/extra.js';
import { job } from './blueprint/job.js';
import { link } from './blueprint/link.js';
import { messaging } from './blueprint/messaging.js';
import { secret } from './blueprint/secret.js';
import { service } from './blueprint/service.js';
import { tier } from './blueprint/tier.js';
import { volume } from './blueprint/volume.js';
import { displayText, label, plainPath } from './scalars.js';

export const blueprintSchema = z
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
        services: z.record(label(), service).describe('Programs that run all the time'),
        jobs: z.record(label(), job).default({}).describe('Programs that run to their end'),
        database: database.exactOptional(),
        messaging: messaging.exactOptional(),
        buckets: z.record(label(), bucket).default({}).describe('Buckets, by name'),
        volumes: z.record(label(), volume).default({}).describe('Volumes of services, by name'),
        secrets: z.record(label(), secret).default({}).describe('Secrets, by name'),
        routes: z
          .record(plainPath, label())
          .default({})
          .meta({ description: 'Which service answers which path', examples: [{ '/': 'web', '/api': 'api' }] }),
        extra,
        links: z.record(label(), link).default({}).describe('Pages that Argo CD shows beside each tenant, by name'),
        tiers: z
          .record(label(), tier)
          .refine((tiers) => Object.keys(tiers).length > 0, { error: 'must name at least one tier' })
          .describe('Sizes, by name'),
      })
      .describe('What runs, and how much of it'),
  })
  .meta({ title: 'Blueprint', description: 'A product: what runs for each tenant, and its tiers' });

export type BlueprintSource = z.infer<typeof blueprintSchema>;
export type BlueprintSpec = BlueprintSource['spec'];
export type TierSource = BlueprintSpec['tiers'][string];
export type ServiceSource = BlueprintSpec['services'][string];
export type JobSource = BlueprintSpec['jobs'][string];
