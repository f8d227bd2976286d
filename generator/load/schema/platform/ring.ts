// `rings` of platform.yaml: who gets a change first.
import { z } from 'zod';
import { label } from '../scalars.js';

export const ring = z
  .strictObject({
    name: label().meta({ description: 'The ring’s name', examples: ['canary'] }),
    tiers: z
      .array(label())
      .exactOptional()
      .meta({ description: 'Tenants of these tiers', examples: [['demo']] }),
    tenants: z
      .array(label())
      .exactOptional()
      .meta({ description: 'These tenants', examples: [['acme-auto']] }),
  })
  .meta({
    description: 'Tenants that get a change at the same time; the first ring that fits counts, the last takes the rest',
  });
