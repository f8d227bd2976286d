// The schema of `platform.yaml`: the only source of its type and of schema/platform.schema.json.
import { z } from 'zod';
import { policy } from './policy.js';
import { prices } from './prices.js';
import { cidr, displayText, hostName, label, labelValue, port, webUrl } from './scalars.js';
import { waivers } from './waivers.js';

/** Characters: 253 of a DNS name without the 40 of the longest id and a dot. */
const longestBaseDomain = 212;

const labels = z.record(z.string().regex(/^(?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/), labelValue);

const peer = z
  .strictObject({
    namespace: label(63).meta({ description: 'Their namespace', examples: ['monitoring'] }),
    podLabels: labels.exactOptional().describe('Their labels; all pods of the namespace where absent'),
  })
  .meta({
    description: 'Pods of another namespace',
    examples: [{ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }],
  });

const endpoint = z
  .strictObject({ cidr, port })
  .meta({ description: 'An address and port', examples: [{ cidr: '10.0.0.10/32', port: 6443 }] });

const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/{}-]+$/, {
    error: 'must be the ARN of a role; {tenant} stands for the tenant’s id',
  })
  .meta({ examples: ['arn:aws:iam::123456789012:role/tenant-{tenant}-secrets'] });

const prefix = z
  .string()
  .regex(/^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/, { error: 'must be path segments without a slash at either end' })
  .meta({ examples: ['tenants'] });

const routing = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('gateway').describe('Gateway API'),
      gateway: z
        .strictObject({
          name: label(63).meta({ description: 'Its name', examples: ['public'] }),
          namespace: label(63).meta({ description: 'Its namespace', examples: ['gateway-system'] }),
          section: label(63)
            .exactOptional()
            .meta({ description: 'The HTTPS listener', examples: ['https'] }),
        })
        .describe('The shared Gateway; its listener holds the wildcard certificate of the base domain'),
      proxies: peer.describe('The pods that forward requests'),
    }),
    z.strictObject({
      kind: z.literal('ingress').describe('Ingress'),
      className: label(63).meta({
        description: 'The IngressClass; its controller serves the wildcard certificate by default',
        examples: ['public'],
      }),
      proxies: peer.describe('The pods that forward requests'),
    }),
  ])
  .describe('How requests reach tenants');

const secretStore = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('vault').describe('HashiCorp Vault or OpenBao'),
      server: webUrl.describe('Its address'),
      mount: prefix.default('secret').describe('The mount of the KV version 2 engine'),
      authMount: prefix.default('kubernetes').describe('The mount of the Kubernetes auth method'),
      role: label(63).meta({
        description: 'A role whose policy is templated by the ServiceAccount’s namespace',
        examples: ['tenant-secrets'],
      }),
      prefix: prefix.default('tenants').describe('Tenants read below <prefix>/<namespace>/'),
    }),
    z.strictObject({
      kind: z.literal('aws').describe('AWS Secrets Manager'),
      awsRegion: label(30).meta({ description: 'The AWS region', examples: ['us-east-1'] }),
      prefix: prefix.default('tenants').describe('Tenants read below <prefix>/<namespace>/'),
      roleArn: roleArn.describe('A role for each tenant that reads its own prefix only'),
    }),
  ])
  .describe('Where secrets come from; each tenant gets a store of its own');

const backupStore = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .meta({ description: 'The bucket; each tenant writes below its own id', examples: ['backups-eu-west'] }),
    endpoint: webUrl.exactOptional().describe('Of an S3-compatible store; absent for AWS'),
    credentials: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('role').describe('An AWS role'),
          roleArn: roleArn.describe('A role for each tenant that writes its own prefix only'),
        }),
        z.strictObject({
          kind: z.literal('stored').describe('Access keys from the secret store'),
          from: label(60).meta({
            description: 'Name of the access keys below the tenant’s prefix',
            examples: ['backup-store'],
          }),
        }),
      ])
      .describe('How databases authenticate'),
    network: z.array(endpoint).min(1).describe('Where the store is reached'),
  })
  .describe('Where database backups go');

const ports = z.array(port).min(1).describe('Its ports');

const sharedService = z
  .union([
    z.strictObject({ ports, peer }),
    z.strictObject({ ports, cidrs: z.array(cidr).min(1).describe('Its address ranges') }),
  ])
  .meta({
    description: 'Something outside the tenants’ namespaces that a blueprint may ask for by name',
    examples: [{ ports: [587], cidrs: ['192.0.2.25/32'] }],
  });

const cluster = z
  .strictObject({
    region: label().meta({ description: 'The region whose tenants live here', examples: ['eu-west'] }),
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
    routing,
    apiServer: z.array(endpoint).min(1).describe('The kube-apiserver’s addresses as pods reach it'),
    dns: peer.default({ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }).describe('The cluster’s DNS'),
    storageClass: label(63).meta({
      description: 'The class of database volumes; its reclaim policy should be Retain',
      examples: ['fast-retain'],
    }),
    secretStore,
    backupStore: backupStore.exactOptional(),
    certificates: z
      .strictObject({
        clusterIssuer: label(63).meta({
          description: 'The ClusterIssuer for custom domains',
          examples: ['letsencrypt'],
        }),
        controller: peer
          .default({ namespace: 'cert-manager', podLabels: { 'app.kubernetes.io/name': 'cert-manager' } })
          .describe('cert-manager’s pods'),
      })
      .exactOptional()
      .describe('Certificates for custom domains; without it tenants can have none'),
    databaseOperator: peer
      .default({ namespace: 'cnpg-system', podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } })
      .describe('The CloudNativePG operator’s pods'),
    monitoring: z
      .strictObject({
        prometheus: peer.describe('Prometheus’ pods'),
        selector: labels.default({}).describe('Labels that Prometheus selects monitors and rules by'),
        dashboardLabel: z
          .strictObject({
            key: z
              .string()
              .min(1)
              .meta({ description: 'Its key', examples: ['grafana_dashboard'] }),
            value: labelValue.meta({ description: 'Its value', examples: ['1'] }),
          })
          .default({ key: 'grafana_dashboard', value: '1' })
          .describe('The label that Grafana’s sidecar picks dashboards by'),
        prometheusUrl: webUrl
          .exactOptional()
          .describe('Prometheus’ address as `tenantry cost` reaches it, for measured usage'),
        grafanaUrl: webUrl.exactOptional().describe('Grafana’s address, for links'),
        runbookUrl: webUrl.exactOptional().describe('Where runbooks are, for alerts'),
      })
      .describe('How tenants are watched'),
    privateRanges: z
      .array(cidr)
      .default(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'])
      .describe('Ranges that no tenant reaches but by name; link-local is always among them'),
    sharedServices: z.record(label(), sharedService).default({}).describe('Shared services, by name'),
  })
  .meta({ description: 'A cluster: where tenants of its region live' });

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
        baseDomain: hostName.max(longestBaseDomain).describe('Tenants are served at <id>.<baseDomain>'),
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
        gitops,
        argocd: z
          .strictObject({
            namespace: label(63).default('argocd').describe('Where Argo CD runs'),
            url: webUrl.exactOptional().describe('Its pages'),
            sets: z
              .int()
              .min(1)
              .max(64)
              .default(8)
              .describe('ApplicationSets for each cluster; changing it is a migration'),
          })
          .default({ namespace: 'argocd', sets: 8 })
          .describe('The Argo CD that syncs tenants'),
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
        guards: z
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
          .describe('What one publish may do at most'),
        rings: z
          .array(ring)
          .min(1)
          .default([{ name: 'stable' }])
          .describe('Who gets a change first'),
        prices: prices.exactOptional(),
        waivers: waivers.exactOptional(),
        policy: policy.exactOptional(),
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
