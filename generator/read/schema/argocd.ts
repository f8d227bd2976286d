// `argocd` of platform.yaml: the Argo CD that syncs tenants, or several of them. Their tokens come from the environment and never
// stand here.
import { z } from 'zod';
import { label, webUrl } from '../../../constructs/base/schema.js';

const instance = z
  .strictObject({
    context: z
      .string()
      .max(253)
      .regex(/^[\x21-\x7e]+$/, { error: 'must be the name of a context, without spaces' })
      .exactOptional()
      .meta({
        description: 'Context of the kubeconfig that reaches its cluster; absent: the cluster that serve runs on',
        examples: ['us-east'],
      }),
    namespace: label(63)
      .exactOptional()
      .meta({ description: 'Where it runs, where that is not argocd.namespace', examples: ['argocd'] }),
    url: webUrl.exactOptional().meta({
      description: 'Its pages; serve asks each object’s health there with its token',
      examples: ['https://argocd.us-east.platform.example'],
    }),
  })
  .meta({ description: 'One of several Argo CDs' });

export type ArgoCdInstance = z.infer<typeof instance>;

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
    instances: z
      .record(label(), instance)
      .default({})
      .meta({
        description: 'Where there are several: each by a name, which its token’s variable ends with',
        examples: [{ 'eu-west': {}, 'us-east': { context: 'us-east' } }],
      }),
  })
  .default({ namespace: 'argocd', sets: 8, errorGrace: '10m', instances: {} })
  .describe('The Argo CD that syncs tenants');
