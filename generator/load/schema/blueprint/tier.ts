// `tiers` of a blueprint: how much of the product a tenant has.
import { z } from 'zod';
import { bytes, cpu, displayText, label } from '../scalars.js';
import { bucketSize } from './bucket-size.js';
import { databaseSize } from './database-size.js';
import { messagingSize } from './messaging-size.js';
import { resources } from './resources.js';
import { scale } from './scale.js';
import { volumeSize } from './volume.js';

export const tier = z
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
