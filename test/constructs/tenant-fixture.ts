// One resolved tenant that uses most of what a plan may hold, and what its charts render to.
import type { Chart } from 'cdk8s';
import type { ClusterProps } from '../../constructs/base/cluster.js';
import type { TenantProps } from '../../constructs/base/tenant.js';
import type { ContainerProps } from '../../constructs/base/workload.js';

export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
  readonly [field: string]: unknown;
}

/** The objects of a chart, in the order in which it makes them. */
export function render(chart: Chart): RenderedObject[] {
  return chart.toJson();
}

/** A tenant with two services, a job, a database with backups, a custom domain and secrets of both kinds. */
export function tenant(overrides: Partial<TenantProps> = {}): TenantProps {
  return { ...usual(), ...overrides };
}

function usual(): TenantProps {
  return {
    id: 'acme-auto',
    buckets: {},
    namespace: 'tenant-acme-auto',
    displayName: 'Acme Auto Repair',
    product: 'workshop',
    tier: 'professional',
    ring: 'stable',
    lifecycle: 'active',
    owner: { name: 'Jane Doe', email: 'owner@acme-auto.example' },
    billing: { customerId: 'cus_123', subscriptionId: 'sub_123', costCenter: 'CC-ACME-001' },
    createdOn: '2026-01-15',
    viewersGroup: 'tenant-acme-auto-viewers',
    hosts: [
      { name: 'acme-auto.apps.example', custom: false },
      { name: 'shop.acme-auto.example', custom: true },
    ],
    cluster: cluster(),
    services: services(),
    jobs: { migrate: { ...container('api'), run: { phase: 'migration' }, waitsFor: [], deadline: 600, retries: 2 } },
    database: {
      engine: 'postgres',
      generation: 1,
      image: 'registry.example/postgres:17.5',
      instances: 1,
      storage: '50Gi',
      resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '500m', memory: '1Gi' } },
      parameters: { max_connections: '100' },
      backup: [{ name: 'daily', schedule: '0 0 2 * * *', keep: '30d' }],
      databases: [{ name: 'app', secret: 'postgres-app', stored: 'postgres-app', usedBy: ['api', 'migrate'] }],
    },
    volumes: {},
    secrets: {
      jwt: { kind: 'stored', from: 'jwt-secret', keys: ['value'] },
      'first-admin': { kind: 'generated', key: 'password', length: 24 },
    },
    routes: [
      { path: '/', service: 'web', port: 3000 },
      { path: '/api', service: 'api', port: 8080 },
    ],
    links: [],
    entitlements: { seats: 20 },
    extra: [],
    productQuota: { pods: '60', 'requests.cpu': '40', 'requests.memory': '96Gi' },
  };
}

function services(): TenantProps['services'] {
  return {
    api: {
      ...container('api'),
      port: 8080,
      probes: { ready: { path: '/health/ready', port: 8080 } },
      replicas: 2,
      waitsFor: [],
      mounts: [],
      depth: 0,
      metrics: { port: 9090, path: '/metrics' },
      egress: ['smtp'],
    },
    web: {
      ...container('web'),
      port: 3000,
      probes: { ready: { path: '/', port: 3000 } },
      replicas: 2,
      waitsFor: ['api'],
      mounts: [],
      depth: 1,
    },
  };
}

function container(name: string): ContainerProps {
  return {
    image: `registry.example/workshop/${name}:1.4.2`,
    env: { LOCALE: 'de-DE' },
    secretEnv: [{ name: 'JWT_SECRET', secret: 'jwt', key: 'value' }],
    scratch: ['/tmp'],
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    egress: [],
    internet: false,
  };
}

function cluster(): ClusterProps {
  return {
    name: 'eu-west-1',
    region: 'eu-west',
    environment: 'production',
    baseDomain: 'apps.example',
    destination: { server: 'https://kubernetes.default.svc' },
    routing: {
      kind: 'gateway',
      tls: true,
      gateway: { name: 'shared', namespace: 'gateways', section: 'https' },
      proxies: { namespace: 'gateways', podLabels: { app: 'proxy' } },
    },
    apiServer: [{ cidr: '10.0.0.1/32', port: 6443 }],
    dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
    storageClass: 'fast',
    secretStore: {
      kind: 'vault',
      rotate: '90d',
      server: 'https://vault.example',
      mount: 'kv',
      authMount: 'kubernetes',
      role: 'tenant',
      prefix: 'tenants',
    },
    backupStore: {
      bucket: 'tenant-backups',
      endpoint: 'https://objects.example',
      credentials: { kind: 'stored', from: 'backup-store' },
      archives: false,
      lastBackup: false,
      network: [{ cidr: '198.51.100.0/24', port: 443 }],
    },
    certificates: { clusterIssuer: 'public', controller: { namespace: 'cert-manager' } },
    kubectlImage: 'registry.k8s.io/kubectl:v1.36.0',
    mariadbOperator: { namespace: 'mariadb-system', podLabels: { 'app.kubernetes.io/name': 'mariadb-operator' } },
    databaseOperator: { namespace: 'cnpg-system', podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
    monitoring: {
      prometheus: { namespace: 'monitoring' },
      selector: { release: 'prometheus' },
      dashboardLabel: { key: 'grafana_dashboard', value: '1' },
      runbookUrl: 'https://runbooks.example',
    },
    privateRanges: ['10.0.0.0/8'],
    sharedServices: { smtp: { ports: [587], cidrs: ['203.0.113.7/32'] } },
  };
}
