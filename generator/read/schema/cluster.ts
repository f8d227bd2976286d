// `clusters` of platform.yaml: where the tenants of a region live.
import { z } from 'zod';
import { baseDomain, label, labelValue, webUrl } from '../../../constructs/base/schema.js';
import type { ClusterSource } from '../../../constructs/base/sources.js';
import { schemaFields } from '../../../constructs/index.js';

const profile = z
  .strictObject({
    region: label().meta({ description: 'The region whose tenants live here', examples: ['eu-west'] }),
    baseDomain: baseDomain.exactOptional().describe('In the place of the platform’s, for tenants of this cluster'),
    environment: labelValue
      .default('production')
      .meta({ description: 'The label environment', examples: ['production'] }),
    destination: z
      .union([
        z.strictObject({ server: webUrl.describe('The address of its API server') }),
        z.strictObject({ name: label(63).meta({ description: 'Its name in Argo CD', examples: ['us-east'] }) }),
      ])
      .meta({
        description: 'How Argo CD names the cluster',
        examples: [{ server: 'https://kubernetes.default.svc' }, { name: 'us-east' }],
      }),
    storageClass: label(63).meta({
      description: 'The class of volumes, the database’s too; its reclaim policy should be Retain',
      examples: ['fast-retain'],
    }),
    ...schemaFields('cluster'),
  })
  .meta({ description: 'A cluster: where tenants of its region live' });

export const cluster = profile as unknown as z.ZodType<ClusterSource>;
