// The schema of `platform.yaml`: the only source of its type and of schema/platform.schema.json.
// Its parts are in platform/.
import { z } from 'zod';
import { argocd } from './platform/argocd.js';
import { cluster } from './platform/cluster.js';
import { gitops } from './platform/gitops.js';
import { guards } from './platform/guards.js';
import { history } from './platform/history.js';
import { notify } from './platform/notify.js';
import { page } from './platform/page.js';
import { ring } from './platform/ring.js';
import { serve } from './platform/serve.js';
import { policy } from './policy.js';
import { prices } from './prices.js';
import { baseDomain, displayText, label, webUrl } from './scalars.js';
import { waivers } from './waivers.js';

export const platformSchema = z
  .strictObject({
    apiVersion: z.literal('tenantry.dev/v1').describe('The version of this format'),
    kind: z.literal('Platform').describe('Always Platform'),
    metadata: z
      .strictObject({
        name: label(30).meta({
          description: 'The platform’s name; it prefixes what Argo CD is given',
          examples: ['garage'],
        }),
      })
      .describe('Which platform it is'),
    spec: z
      .strictObject({
        baseDomain: baseDomain.describe('Tenants are served at <id>.<baseDomain>'),
        namespacePrefix: z
          .string()
          .regex(/^(?:[a-z][-a-z0-9]{0,18}-)?$/)
          .default('tenant-')
          .meta({ description: 'A tenant’s namespace is <prefix><id>', examples: ['tenant-'] }),
        viewersGroup: displayText(120)
          .regex(/^[^,]*\{tenant\}[^,]*$/, {
            error: 'must hold {tenant}, and no comma: Argo CD would read several groups',
          })
          .default('tenant-{tenant}-viewers')
          .describe('SSO group that may read a tenant; {tenant} stands for its id'),
        reserved: z
          .array(label())
          .default([])
          .meta({
            description: 'Ids that no tenant may have, besides the built-in ones',
            examples: [['status', 'docs']],
          }),
        released: z
          .array(label())
          .default([])
          .meta({
            description: 'Ids of removed tenants that may be given out again, with the paths of their data',
            examples: [['fjord-service']],
          }),
        gitops,
        argocd,
        source: z
          .strictObject({
            url: webUrl.describe('The pages of the repository that this file is in'),
            branch: z
              .string()
              .min(1)
              .default('main')
              .meta({ description: 'The branch that is published', examples: ['main'] }),
          })
          .exactOptional()
          .describe('Where people find tenants’ files'),
        guards,
        rings: z
          .array(ring)
          .min(1)
          .default([{ name: 'stable' }])
          .describe('Who gets a change first'),
        prices: prices.exactOptional(),
        waivers: waivers.exactOptional(),
        policy: policy.exactOptional(),
        history,
        notify: notify.exactOptional(),
        serve: serve.exactOptional(),
        page: page.exactOptional(),
        clusters: z
          .record(label(), cluster)
          .refine((all) => Object.keys(all).length > 0, { error: 'must name at least one cluster' })
          .describe('Clusters, by name'),
      })
      .describe('Where and how tenants run'),
  })
  .meta({ title: 'Platform', description: 'Where and how tenants run: clusters, repositories, guards' });

export type PlatformSource = z.infer<typeof platformSchema>;
export type PlatformSpec = PlatformSource['spec'];
export type ClusterSource = PlatformSpec['clusters'][string];
