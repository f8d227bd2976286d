// The schema of `platform.yaml`: the only source of its type and of schema/platform.schema.json.
// Larger parts have a file beside this one.

import { z } from 'zod';
import {
  baseDomain,
  displayText,
  hostName,
  image,
  label,
  labelValue,
  peer,
  webUrl,
} from '../../../constructs/base/schema.js';
import type { ClusterSource } from '../../../constructs/base/sources.js';
import { schemaFields } from '../../../constructs/index.js';
import { notify } from './notify.js';
import { page } from './page.js';
import { permissions } from './permissions.js';
import { prices } from './prices.js';
import { waivers } from './waivers.js';

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

const argocd = z
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

const cluster = profile as unknown as z.ZodType<ClusterSource>;

const serve = z
  .strictObject({
    image: image.describe('The image of Tenantry, with a digest or a fixed tag'),
    namespace: label(63)
      .default('tenantry')
      .meta({ description: 'The namespace that it runs in', examples: ['tenantry'] }),
    cluster: label()
      .exactOptional()
      .meta({
        description: 'The cluster that it runs on, beside Argo CD; absent: the one that Argo CD itself is on',
        examples: ['eu-west'],
      }),
    host: hostName.exactOptional().describe('Where people reach its page; absent: only inside the cluster'),
    proxy: peer
      .exactOptional()
      .describe(
        'Pods that sign people in and pass requests on to it: nobody else reaches its page, and it has no route then',
      ),
    secret: label(63)
      .default('tenantry')
      .meta({
        description: 'Secret of its namespace whose keys become its variables, as DATABASE_URL and GITHUB_TOKEN',
        examples: ['tenantry'],
      }),
    kubeconfigSecret: label(63)
      .default('tenantry-kubeconfig')
      .meta({
        description: 'Secret of its namespace whose key config is the kubeconfig with the contexts of argocd.instances',
        examples: ['tenantry-kubeconfig'],
      }),
    allow: z
      .array(label())
      .default([])
      .meta({
        description: 'Shared services of its cluster that it may reach, as its database',
        examples: [['platform-postgres']],
      }),
  })
  .describe('Where `tenantry serve` runs; `tenantry bootstrap` prints its manifests');

const gitops = z
  .strictObject({
    repository: z
      .string()
      .regex(/^(?:https:\/\/(?![^/]*@)|ssh:\/\/|git@|file:\/\/\/)[^\s"'`]+$/, {
        error: 'must be an https, ssh or file address without a password',
      })
      .exactOptional()
      .meta({
        description: 'The GitOps repository as Argo CD reads it; absent: the embedded one',
        examples: ['https://git.platform.example/gitops.git'],
      }),
    pushTo: z
      .string()
      .min(1)
      .exactOptional()
      .meta({
        description: 'Where to publish, where that differs from `repository`',
        examples: ['git@git.platform.example:gitops.git'],
      }),
    branch: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
      .default('main')
      .meta({ description: 'Its branch', examples: ['main'] }),
  })
  .default({ branch: 'main' })
  .describe('The repository that Argo CD watches');

const guards = z
  .strictObject({
    deletions: z.int().min(0).default(1).describe('Tenants that one publish may remove'),
    changes: z
      .int()
      .min(1)
      .exactOptional()
      .meta({ description: 'Tenants that one publish may change; no bound where absent', examples: [100] }),
    gracePeriod: z
      .string()
      .regex(/^[0-9]{1,4}d$/, { error: 'must be a number of days such as 30d' })
      .default('30d')
      .describe('Days between the request to offboard and the removal'),
  })
  .default({ deletions: 1, gracePeriod: '30d' })
  .describe('What one publish may do at most');

const history = z
  .strictObject({
    retention: z
      .string()
      .regex(/^[1-9][0-9]{0,4}d$/, { error: 'must be a number of days such as 400d' })
      .default('400d')
      .describe('Days that events are kept; the latest change of a tenant stays as long as the tenant'),
  })
  .default({ retention: '400d' })
  .describe('What is remembered of tenants');

const ring = z
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
        policy: permissions.exactOptional(),
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
