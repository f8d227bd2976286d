// `clusters` of platform.yaml: where the tenants of a region live.
import { z } from 'zod';
import {
  baseDomain,
  cidr,
  endpoint,
  image,
  label,
  labelValue,
  peer,
  sharedService,
  webUrl,
} from '../../../constructs/base/schema.js';
import { buckets } from '../../../constructs/buckets/schema.js';
import { backupStore } from '../../../constructs/database/schema.js';
import { broker } from '../../../constructs/messaging/schema.js';
import { monitoring } from '../../../constructs/monitoring/schema.js';
import { routing } from '../../../constructs/routes/schema.js';
import { secretStore } from '../../../constructs/secrets/schema.js';
import { tracing } from '../../../constructs/services/tracing.js';

export const cluster = z
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
    routing,
    apiServer: z.array(endpoint).min(1).describe('The kube-apiserver’s addresses as pods reach it'),
    dns: peer.default({ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }).describe('The cluster’s DNS'),
    storageClass: label(63).meta({
      description: 'The class of volumes, the database’s too; its reclaim policy should be Retain',
      examples: ['fast-retain'],
    }),
    sharedStorageClass: label(63)
      .exactOptional()
      .meta({
        description: 'The class of volumes that many nodes mount at once; without it blueprints can have none',
        examples: ['files-retain'],
      }),
    secretStore,
    backups: z
      .boolean()
      .default(true)
      .meta({
        description: 'Whether backups are taken as tiers say; false where nobody would miss the data',
        examples: [false],
      }),
    backupStore: backupStore.exactOptional(),
    reloadAnnotation: z
      .string()
      .regex(/^[a-z0-9.-]{1,200}\/[A-Za-z0-9._-]{1,60}$/, {
        error: 'must be the key of an annotation, with its domain',
      })
      .exactOptional()
      .meta({
        description: 'By which a controller restarts a Deployment when one of the Secrets that it lists changes',
        examples: ['secret.reloader.stakater.com/reload'],
      }),
    messaging: broker.exactOptional(),
    buckets: buckets.exactOptional(),
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
    mariadbOperator: peer
      .default({ namespace: 'mariadb-system', podLabels: { 'app.kubernetes.io/name': 'mariadb-operator' } })
      .describe('The mariadb-operator’s pods'),
    kubectlImage: image.default('registry.k8s.io/kubectl:v1.36.0').meta({
      description: 'With kubectl as its entrypoint; a job of it puts the MariaDB of a suspended tenant to sleep',
      examples: ['registry.k8s.io/kubectl:v1.36.0'],
    }),
    monitoring,
    tracing: tracing.exactOptional(),
    privateRanges: z
      .array(cidr)
      .default(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'])
      .describe('Ranges that no tenant reaches but by name; link-local is always among them'),
    sharedServices: z.record(label(), sharedService).default({}).describe('Shared services, by name'),
  })
  .meta({ description: 'A cluster: where tenants of its region live' });
