// The fields that services and jobs of a blueprint share: what runs in their container.
import { z } from 'zod';
import { distinct, environmentVariables, image, label, plainPath } from '../scalars.js';

export const container = {
  image: image.describe('The image, with a digest or a fixed tag'),
  command: z
    .array(z.string())
    .min(1)
    .exactOptional()
    .meta({ description: 'Replaces the image’s entry point', examples: [['/usr/bin/server']] }),
  args: z
    .array(z.string())
    .exactOptional()
    .meta({ description: 'Replaces the image’s arguments', examples: [['load-sample-data']] }),
  user: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .exactOptional()
    .meta({ description: 'Numeric user, for images that name theirs', examples: [1000] }),
  env: environmentVariables.default({}).meta({
    description: 'Environment variables; ${…} refers to a value of the plan',
    examples: [{ SEAT_LIMIT: '${entitlements.seats}' }],
  }),
  secrets: distinct(label())
    .default([])
    .meta({ description: 'Secrets whose variables it gets', examples: [['jwt', 'smtp']] }),
  scratch: distinct(plainPath.regex(/[^/]/, { error: 'must not be the root' }))
    .default([])
    .meta({ description: 'Paths it may write to; everything else is read-only', examples: [['/tmp']] }),
  allow: distinct(label())
    .default([])
    .meta({ description: 'Shared services of the cluster that it may reach, or `internet`', examples: [['smtp']] }),
};
