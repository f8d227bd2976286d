// The schema of `blueprints/<name>.yaml`: the only source of its type and of schema/blueprint.schema.json.
// Its parts are in blueprint/.

import { z } from 'zod';
import { bytes, cpu, displayText, label, plainPath, resources } from '../../../constructs/base/schema.js';
import { bucket, bucketSize } from '../../../constructs/buckets/schema.js';
import { database, databaseSize } from '../../../constructs/database/schema.js';
import { extra } from '../../../constructs/extra/schema.js';
import { job } from '../../../constructs/jobs/schema.js';
import { messaging, messagingSize } from '../../../constructs/messaging/schema.js';
import { link } from '../../../constructs/routes/schema.js';
import { secret } from '../../../constructs/secrets/schema.js';
import { scale, service } from '../../../constructs/services/schema.js';
import { volume, volumeSize } from '../../../constructs/volumes/schema.js';

const tier = z
  .strictObject({
    description: displayText(200)
      .exactOptional()
      .meta({ description: 'What the tier is, in a sentence', examples: ['For a workshop of up to five people'] }),
    expiry: z.enum(['required', 'optional']).default('optional').describe('Whether its tenants must have expiresAt'),
    database: databaseSize.exactOptional(),
    messaging: messagingSize.exactOptional(),
    buckets: z.record(label(), bucketSize).default({}).describe('Size of each bucket'),
    services: z.record(label(), z.strictObject({ ...scale, resources })).describe('Size of each service'),
    volumes: z.record(label(), volumeSize).default({}).describe('Size of each volume'),
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
