// `argocd` of platform.yaml: the Argo CD that syncs tenants.
import { z } from 'zod';
import { label, webUrl } from '../scalars.js';

export const argocd = z
  .strictObject({
    namespace: label(63).default('argocd').describe('Where Argo CD runs'),
    url: webUrl.exactOptional().describe('Its pages'),
    sets: z.int().min(1).max(64).default(8).describe('ApplicationSets for each cluster; changing it is a migration'),
    errorGrace: z
      .string()
      .regex(/^[1-9][0-9]{0,2}m$/, { error: 'must be a number of minutes such as 10m' })
      .default('10m')
      .meta({
        description: 'Minutes that Argo CD may note an error on an Application before the tenant counts as failed',
        examples: ['10m'],
      }),
  })
  .default({ namespace: 'argocd', sets: 8, errorGrace: '10m' })
  .describe('The Argo CD that syncs tenants');
