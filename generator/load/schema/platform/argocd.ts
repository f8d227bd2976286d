// `argocd` of platform.yaml: the Argo CD that syncs tenants.
import { z } from 'zod';
import { label, webUrl } from '../scalars.js';

export const argocd = z
  .strictObject({
    namespace: label(63).default('argocd').describe('Where Argo CD runs'),
    url: webUrl.exactOptional().describe('Its pages'),
    sets: z.int().min(1).max(64).default(8).describe('ApplicationSets for each cluster; changing it is a migration'),
  })
  .default({ namespace: 'argocd', sets: 8 })
  .describe('The Argo CD that syncs tenants');
