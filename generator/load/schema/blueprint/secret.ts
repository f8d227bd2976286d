// `secrets` of a blueprint: from the secret store, or generated in the cluster.
import { z } from 'zod';
import { envName, label, rotation } from '../scalars.js';

export const secret = z
  .union([
    z.strictObject({
      from: label(60).meta({
        description: 'Its name in the secret store, below the tenant’s prefix',
        examples: ['jwt-secret'],
      }),
      env: z
        .record(envName, z.string().regex(/^[A-Za-z0-9._-]{1,60}$/))
        .meta({ description: 'Variables it gives, by key', examples: [{ SMTP_HOST: 'host' }] }),
      rotate: rotation.exactOptional().describe('How old it may become, where not as the cluster’s store says'),
    }),
    z.strictObject({
      generate: z.literal('once').describe('Made inside the cluster when the tenant is made, and never again'),
      length: z
        .int()
        .min(16)
        .max(128)
        .default(24)
        .meta({ description: 'Characters', examples: [24] }),
      env: z
        .record(envName, z.literal('password'))
        .meta({ description: 'Variables it gives', examples: [{ ADMIN_PASSWORD: 'password' }] }),
    }),
  ])
  .meta({ description: 'A secret: from the store, or generated in the cluster' });
