// The walls: nothing that is not named, each allowance on both sides, and never the metadata service.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { selectorLabels } from '../../../constructs/base/metadata.js';
import { notInternet } from '../../../constructs/base/network-rules.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import type { ServiceProps } from '../../../constructs/base/workload.js';
import { concerns } from '../../../constructs/index.js';
import { Network } from '../../../constructs/network/chart.js';
import { render, tenant } from '../tenant-fixture.js';

interface Rule {
  readonly from?: readonly unknown[];
  readonly to?: readonly { readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] } }[];
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

interface PolicySpec {
  readonly podSelector: unknown;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

function policies(props: TenantProps): ReadonlyMap<string, PolicySpec> {
  const objects = render(new Network(new App(), props, concerns));
  return new Map(objects.map(({ metadata, spec }) => [metadata.name, spec as PolicySpec]));
}

const plain: ServiceProps = {
  image: 'registry.example/plain:1.0.0',
  env: {},
  secretEnv: [],
  scratch: [],
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '100m', memory: '128Mi' } },
  egress: [],
  internet: false,
  probes: {},
  replicas: 1,
  waitsFor: [],
  mounts: [],
  depth: 0,
};

const pods = (component: string) => ({ podSelector: { matchLabels: selectorLabels(tenant(), component) } });
const anyOf = (...values: readonly string[]) => ({
  podSelector: {
    matchLabels: { tenant: tenant().id },
    matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values }],
  },
});
const databasePods = { podSelector: { matchLabels: { 'cnpg.io/cluster': 'postgres' } } };
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ port, protocol: 'TCP' }));

/** A small tenant whose every connection is known. */
function shop(overrides: Partial<TenantProps> = {}): TenantProps {
  const { database, ...rest } = tenant();
  if (database === undefined) throw new Error('the fixture has a database');
  const databases = [{ name: 'app', secret: 'postgres-app', stored: 'postgres-app', usedBy: ['migrate', 'api'] }];
  return {
    ...rest,
    cluster: {
      ...rest.cluster,
      apiServer: [
        { cidr: '10.0.0.2/32', port: 6443 },
        { cidr: '10.0.0.1/32', port: 6443 },
      ],
      dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
      databaseOperator: { namespace: 'cnpg-system' },
      monitoring: { ...rest.cluster.monitoring, prometheus: { namespace: 'monitoring' } },
      routing: { kind: 'ingress', tls: true, className: 'public', proxies: { namespace: 'proxies' } },
      sharedServices: {
        smtp: { ports: [587], cidrs: ['203.0.113.7/32'] },
        broker: { ports: [5672], peer: { namespace: 'shared', podLabels: { app: 'broker' } } },
      },
      privateRanges: ['172.30.0.0/16', 'fd12::/48'],
    },
    services: {
      web: { ...plain, port: 3000, waitsFor: ['api'] },
      api: {
        ...plain,
        port: 8080,
        metrics: { port: 9090, path: '/metrics' },
        egress: ['smtp', 'broker'],
        internet: true,
      },
      worker: plain,
    },
    jobs: { migrate: { ...plain, run: { phase: 'migration' }, waitsFor: [], deadline: 600, retries: 1 } },
    routes: [{ path: '/', service: 'web', port: 3000 }],
    hosts: [{ name: 'acme.apps.example', custom: false }],
    database: { ...database, databases },
    ...overrides,
  };
}

const inNamespace = (namespace: string, podLabels?: Record<string, string>) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: podLabels && { matchLabels: podLabels },
});

describe('Network', () => {
  it('denies everything in both directions for every pod', () => {
    expect(policies(shop()).get('default-deny')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('lets every pod ask the DNS over UDP and TCP', () => {
    expect(policies(shop()).get('dns')).toMatchObject({
      podSelector: {},
      egress: [
        {
          to: [inNamespace('kube-system', { 'k8s-app': 'kube-dns' })],
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
        },
      ],
    });
  });

  it('lets proxies reach only services that have a route, on its port', () => {
    const found = policies(shop());
    expect(found.get('service-web')?.ingress).toEqual([{ from: [inNamespace('proxies')], ports: tcp(3000) }]);
    expect(JSON.stringify(found.get('service-api')?.ingress)).not.toContain('proxies');
  });

  it('permits a call between services on both sides, and only in its direction', () => {
    const found = policies(shop());
    expect(found.get('service-web')?.egress).toEqual([{ to: [pods('api')], ports: tcp(8080) }]);
    expect(found.get('service-api')?.ingress).toContainEqual({ from: [pods('web')], ports: tcp(8080) });
    expect(JSON.stringify(found.get('service-api')?.egress)).not.toContain('"web"');
  });

  it('permits what a scheduled job calls on both sides, and nobody to call the job', () => {
    const { migrate } = shop().jobs;
    if (migrate === undefined) throw new Error('the shop has a job');
    const remind = { ...migrate, run: { schedule: '30 4 * * *' }, waitsFor: ['api'] };
    const found = policies(shop({ jobs: { remind } }));
    expect(found.get('job-remind')).toMatchObject({
      policyTypes: ['Egress'],
      egress: [{ to: [pods('api')], ports: tcp(8080) }],
    });
    expect(found.get('service-api')?.ingress).toContainEqual({
      from: [anyOf('remind', 'web')],
      ports: tcp(8080),
    });
  });

  it('permits the users of a logical database on both sides', () => {
    const found = policies(shop());
    const toDatabase = { to: [databasePods], ports: tcp(5432) };
    expect(found.get('service-api')?.egress).toContainEqual(toDatabase);
    expect(found.get('job-migrate')?.egress).toEqual([toDatabase]);
    expect(found.get('database')?.ingress).toContainEqual({ from: [anyOf('api', 'migrate')], ports: tcp(5432) });
    expect(JSON.stringify(found.get('service-web'))).not.toContain('cnpg.io/cluster');
  });

  it('lets Prometheus read the metrics ports of services that have one', () => {
    const found = policies(shop());
    const prometheus = { from: [inNamespace('monitoring')], ports: tcp(9090) };
    expect(found.get('service-api')?.ingress).toContainEqual(prometheus);
    expect(JSON.stringify(found.get('service-web'))).not.toContain('monitoring');
  });

  it('lets services that send traces reach the collector, where there is one, and nobody else', () => {
    const { cluster, services } = shop();
    const tracing = {
      endpoint: 'http://collector.tracing.svc:4318',
      protocol: 'http/protobuf',
      network: { ports: [4318], peer: { namespace: 'tracing' } },
    } as const;
    const traced = { ...services, worker: { ...plain, tracing: true } };
    const found = policies(shop({ services: traced, cluster: { ...cluster, tracing } }));
    expect(found.get('collector')).toEqual({
      ...pods('worker'),
      policyTypes: ['Egress'],
      egress: [{ to: [inNamespace('tracing')], ports: tcp(4318) }],
    });
    const others = [...found].filter(([name]) => name !== 'collector');
    expect(JSON.stringify(others)).not.toContain('tracing');
    expect([...policies(shop({ services: traced })).keys()]).not.toContain('collector');
  });

  it('has no policy for a workload that exchanges nothing', () => {
    expect([...policies(shop()).keys()]).not.toContain('service-worker');
  });

  it('gives the database its operator, its other instances, the API server and Prometheus', () => {
    const { database } = shop();
    if (database === undefined) throw new Error('the shop has a database');
    const { backup: _, ...withoutBackup } = database;
    expect(policies(shop({ database: withoutBackup })).get('database')).toEqual({
      podSelector: databasePods.podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [inNamespace('cnpg-system'), databasePods], ports: tcp(5432, 8000) },
        { from: [anyOf('api', 'migrate')], ports: tcp(5432) },
        { from: [inNamespace('monitoring')], ports: tcp(9187) },
      ],
      egress: [
        { to: [databasePods], ports: tcp(5432, 8000) },
        { to: [{ ipBlock: { cidr: '10.0.0.1/32' } }, { ipBlock: { cidr: '10.0.0.2/32' } }], ports: tcp(6443) },
      ],
    });
  });

  it('opens the way to the backup store only where there are backups', () => {
    const props = shop();
    const backupStore = {
      bucket: 'backups',
      credentials: { kind: 'stored', from: 'backup' },
      archives: false,
      lastBackup: false,
      network: [{ cidr: '198.51.100.0/24', port: 443 }],
    } as const;
    const cluster = { ...props.cluster, backupStore };
    if (props.database === undefined) throw new Error('the shop has a database');
    const { backup: _, ...without } = props.database;
    const backup = [{ name: 'daily', schedule: '0 0 2 * * *', keep: '30d' }];
    const store = { to: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: tcp(443) };
    expect(policies({ ...props, cluster, database: { ...without, backup } }).get('database')?.egress).toContainEqual(
      store,
    );
    expect(policies({ ...props, cluster, database: without }).get('database')?.egress).not.toContainEqual(store);
  });

  it('opens shared services by the name that a workload asks for', () => {
    const found = policies(shop());
    expect(found.get('shared-smtp')).toEqual({
      ...pods('api'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '203.0.113.7/32' } }], ports: tcp(587) }],
    });
    expect(found.get('shared-broker')?.egress).toEqual([
      { to: [inNamespace('shared', { app: 'broker' })], ports: tcp(5672) },
    ]);
  });

  it('names all who may reach a place in the one policy of it, whatever their order', () => {
    const { services, jobs } = shop();
    const shared = { ...services, worker: { ...plain, egress: ['smtp'] } };
    const job = { ...Object.values(jobs)[0], ...plain, egress: ['smtp'] };
    const props = shop({
      services: shared,
      jobs: { ...jobs, mail: { ...job, run: { schedule: '0 4 * * *' }, deadline: 60, retries: 0 } },
    });
    expect(policies(props).get('shared-smtp')?.podSelector).toEqual(anyOf('api', 'mail', 'worker').podSelector);
  });

  it('refuses a shared service that the cluster does not have', () => {
    expect(() => policies(shop({ services: { api: { ...plain, egress: ['unknown'] } } }))).toThrow(/unknown/);
  });

  it('keeps private, link-local and metadata addresses out of the internet', () => {
    const blocks = (policies(shop()).get('service-api')?.egress ?? [])
      .flatMap(({ to = [] }) => to)
      .flatMap(({ ipBlock }) => (ipBlock?.cidr.endsWith('/0') ? [ipBlock] : []));
    expect(blocks.map(({ cidr }) => cidr)).toEqual(['0.0.0.0/0', '::/0']);
    expect(blocks[0]?.except).toEqual(expect.arrayContaining([...notInternet.v4, '169.254.0.0/16', '172.30.0.0/16']));
    expect(blocks[1]?.except).toEqual(expect.arrayContaining([...notInternet.v6, 'fe80::/10', 'fd12::/48']));
  });

  it('lets the certificate controller and the proxies reach challenge solvers of custom domains', () => {
    const hosts = [{ name: 'shop.example', custom: true }];
    const props = shop({ hosts });
    const certificates = { clusterIssuer: 'public', controller: { namespace: 'cert-manager' } };
    const found = policies({ ...props, cluster: { ...props.cluster, certificates } });
    expect(found.get('challenge-solver')).toEqual({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [inNamespace('cert-manager'), inNamespace('proxies')], ports: tcp(8089) }],
    });
    expect([...policies(shop()).keys()]).not.toContain('challenge-solver');
  });

  it('is the same whatever the order in which services are named', () => {
    const { services } = shop();
    const reversed = Object.fromEntries(Object.entries(services).reverse());
    expect([...policies(shop({ services: reversed }))]).toEqual([...policies(shop())]);
  });
});
