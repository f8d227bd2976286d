import { ApiObject, App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { Poller } from '../../../argocd/poller/poller.js';
import type { PollerProps, ProductProps } from '../../../argocd/poller/props.js';
import { type Fields, fieldsAt, listAt, textAt, valueAt } from '../../../constructs/base/fields.js';
import { concerns } from '../../../constructs/index.js';
import { checkExpression } from '../../../constructs/monitoring/rules.js';
import { loadSample, samplePlans } from '../../sample-platform.js';

const { context } = samplePlans();
const clusters = [...context.clusters.values()].map(({ props }) => props);
const [euWest = expect.unreachable(), usEast = expect.unreachable()] = clusters;

const { blueprints } = loadSample().sources;
const blueprintOf = (name: string) => blueprints.get(name)?.data.spec ?? expect.unreachable();

/** A product with services that have metrics, volumes, messaging and PostgreSQL. */
const everything: ProductProps = { name: 'workshop', blueprint: blueprintOf('suite') };
const { services, database, messaging, ...others } = everything.blueprint;
const withoutMetrics = Object.fromEntries(
  Object.entries(services).map(([name, { metrics, ...service }]) => [name, service]),
);

function rendered(changes: Partial<PollerProps> = {}): Fields[] {
  const props: PollerProps = {
    platform: 'garage',
    namespace: 'tenantry',
    image: 'registry.example/tenantry:0.1.0',
    secret: 'tenantry',
    host: 'status.garage.example',
    allow: ['smtp'],
    argocdNamespaces: ['argocd'],
    cluster: euWest,
    argocdServers: {},
    products: [everything],
    files: { 'platform.yaml': 'a: 1\n', 'blueprints/workshop.yaml': 'b: 1\n' },
    ...changes,
  };
  return new Poller(new App(), props).node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object) => object.toJson() as Fields);
}

function find(objects: readonly Fields[], kind: string): Fields {
  return objects.find((object) => object['kind'] === kind) ?? expect.unreachable(`there is no ${kind}`);
}

describe('what `tenantry serve` runs as', () => {
  it('may get, list and watch Applications in Argo CD’s namespace, and nothing else anywhere', () => {
    const objects = rendered();
    const roles = objects.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
    expect(roles.map((role) => [role['kind'], textAt(role, 'metadata', 'namespace'), role['rules']])).toEqual([
      [
        'Role',
        'argocd',
        [{ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['get', 'list', 'watch'] }],
      ],
    ]);
    expect(objects.filter(({ kind }) => kind === 'ClusterRoleBinding')).toEqual([]);
  });

  it('is reached through the proxy alone where one signs people in, and has no route of its own', () => {
    const proxy = { namespace: 'sign-in', podLabels: { app: 'oauth2-proxy' } };
    const objects = rendered({ proxy });
    expect(objects.filter(({ kind }) => kind === 'HTTPRoute' || kind === 'Ingress')).toEqual([]);
    const [people] = listAt(fieldsAt(find(objects, 'NetworkPolicy'), 'spec'), 'ingress');
    expect(JSON.stringify(people)).toContain('oauth2-proxy');
    expect(JSON.stringify(people)).not.toContain(euWest.routing.proxies.namespace);
  });

  it('is two restricted pods on read-only roots', () => {
    const deployment = find(rendered(), 'Deployment');
    const pod = fieldsAt(deployment, 'spec', 'template', 'spec');
    expect(valueAt(deployment, 'spec', 'replicas')).toBe(2);
    expect(pod['securityContext']).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(listAt(pod, 'containers')).toEqual([
      expect.objectContaining({
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      }),
    ]);
  });

  it('reads credentials from a Secret that is made elsewhere: none is rendered', () => {
    const objects = rendered({ secret: 'tenantry-keys' });
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const [container] = listAt(find(objects, 'Deployment'), 'spec', 'template', 'spec', 'containers');
    expect(listAt(container, 'envFrom')).toEqual([{ secretRef: { name: 'tenantry-keys' } }]);
  });

  it('is told where tokens of Argo CDs go by who applies it', () => {
    const objects = rendered({ argocdServers: { ARGOCD_SERVER: 'https://argocd.garage.example' } });
    const [container] = listAt(find(objects, 'Deployment'), 'spec', 'template', 'spec', 'containers');
    expect(listAt(container, 'env')).toEqual([{ name: 'ARGOCD_SERVER', value: 'https://argocd.garage.example' }]);
  });

  it('has the platform’s files at their own paths, and new pods when they change', () => {
    const [deployment, changed] = [{}, { files: { 'platform.yaml': 'a: 2\n' } }].map((changes) =>
      find(rendered(changes), 'Deployment'),
    );
    const volumes = listAt(deployment, 'spec', 'template', 'spec', 'volumes');
    expect(volumes.flatMap((volume) => listAt(volume, 'configMap', 'items'))).toEqual([
      { key: 'blueprints_workshop.yaml', path: 'blueprints/workshop.yaml' },
      { key: 'platform.yaml', path: 'platform.yaml' },
    ]);
    const annotations = (from: unknown) => valueAt(from, 'spec', 'template', 'metadata', 'annotations');
    expect(annotations(changed)).not.toEqual(annotations(deployment));
  });

  it('has the kubeconfig of other clusters from a Secret that is made elsewhere, where one is needed', () => {
    const pod = (changes: Partial<PollerProps>) =>
      fieldsAt(find(rendered(changes), 'Deployment'), 'spec', 'template', 'spec');
    expect(JSON.stringify(pod({}))).not.toContain('kubeconfig');
    const given = pod({ kubeconfigSecret: 'tenantry-kubeconfig' });
    const [container] = listAt(given, 'containers');
    expect(listAt(given, 'volumes')).toContainEqual({
      name: 'kubeconfig',
      secret: { secretName: 'tenantry-kubeconfig', items: [{ key: 'config', path: 'config' }] },
    });
    expect(listAt(container, 'volumeMounts')).toContainEqual({
      name: 'kubeconfig',
      mountPath: '/kubeconfig',
      readOnly: true,
    });
    expect(valueAt(container, 'args')).toEqual(expect.arrayContaining(['--kubeconfig', '/kubeconfig/config']));
  });

  it('reads the Applications of each Argo CD of its own cluster, and has no token for one without', () => {
    const namespaces = (objects: readonly Fields[]) =>
      objects
        .filter(({ kind }) => kind === 'Role' || kind === 'RoleBinding')
        .map((each) => textAt(each, 'metadata', 'namespace'));
    expect(namespaces(rendered({ argocdNamespaces: ['argocd', 'gitops'] }))).toEqual([
      'argocd',
      'argocd',
      'gitops',
      'gitops',
    ]);
    const none = rendered({ argocdNamespaces: [] });
    expect(namespaces(none)).toEqual([]);
    expect(valueAt(find(none, 'Deployment'), 'spec', 'template', 'spec', 'automountServiceAccountToken')).toBe(false);
  });

  it('is reached by the platform’s proxies and Prometheus only', () => {
    const policy = find(rendered(), 'NetworkPolicy');
    expect(listAt(policy, 'spec', 'policyTypes')).toEqual(['Ingress', 'Egress']);
    expect(listAt(policy, 'spec', 'ingress').map((rule) => listAt(rule, 'ports'))).toEqual([
      [{ port: 8080, protocol: 'TCP' }],
      [{ port: 9464, protocol: 'TCP' }],
    ]);
  });

  it('reaches the shared services that it is allowed, and no others', () => {
    const ports = (allow: readonly string[]) =>
      listAt(find(rendered({ allow }), 'NetworkPolicy'), 'spec', 'egress').flatMap((rule) =>
        listAt(rule, 'ports').map((port) => valueAt(port, 'port')),
      );
    expect(ports(['smtp'])).toContain(587);
    expect(ports([])).not.toContain(587);
  });

  it.each([
    [euWest, 'HTTPRoute'],
    [usEast, 'Ingress'],
  ] as const)('is reached as tenants of $name are', (cluster, kind) => {
    expect(JSON.stringify(find(rendered({ cluster }), kind))).toContain('status.garage.example');
  });

  it('has alerts and a dashboard whose every expression parses and reads its own namespace', () => {
    const objects = rendered();
    const rules = listAt(find(objects, 'PrometheusRule'), 'spec', 'groups').flatMap((group) => listAt(group, 'rules'));
    const board = objects
      .flatMap((object) => Object.entries(fieldsAt(object, 'data')))
      .find(([key]) => key.endsWith('.json'));
    const panels = JSON.parse(String(board?.[1])).panels as readonly { targets: readonly { expr: string }[] }[];
    const expressions = [
      ...rules.map((rule) => textAt(rule, 'expr') ?? ''),
      ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ];
    expect(expressions.length).toBeGreaterThan(15);
    for (const expression of expressions)
      expect([expression, checkExpression(expression, 'tenantry', concerns)]).toEqual([
        expression,
        { parses: true, foreign: [] },
      ]);
  });

  it('has a dashboard of each product, whose every expression parses and is joined with its tenants', () => {
    const long = 'p'.repeat(40);
    const boards = productBoards(rendered({ products: [{ ...everything, name: long }, everything] }));
    expect(boards.map(([product]) => product)).toEqual([long, 'workshop']);
    for (const [product, { uid, panels }] of boards) {
      // No id of a tenant holds an underscore: neither takes the other's dashboard.
      expect(uid).toMatch(/^product_[\w-]{1,32}$/);
      const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
      expect(expressions.length).toBeGreaterThan(12);
      for (const expression of expressions) {
        expect([expression, checkExpression(expression, 'any', concerns).parses]).toEqual([expression, true]);
        expect(expression).toContain(`tenantry_tenant_info{product="${product}"}`);
      }
    }
  });

  it('shows of a product what people ask for', () => {
    const [, { panels = [] } = {}] = productBoards(rendered())[0] ?? [];
    const text = JSON.stringify(panels);
    for (const metric of [
      'http_server_request_duration_seconds_count',
      'http_server_request_duration_seconds_bucket',
      'container_cpu_usage_seconds_total',
      'container_memory_working_set_bytes',
      'kubelet_volume_stats_used_bytes',
      'cnpg_backends_total',
      'rabbitmq_detailed_queue_messages_ready',
    ])
      expect(text).toContain(metric);
  });

  it.each([
    ['requests where no service has metrics', { services: withoutMetrics }, 'http_server_request_duration_seconds'],
    ['volumes where there are none', { database: undefined, volumes: {} }, 'kubelet_volume_stats_used_bytes'],
    ['queues where nothing is sent', { messaging: undefined }, 'rabbitmq_detailed_queue_messages_ready'],
    [
      'connections of the other engine',
      { database: database && { ...database, engine: 'mariadb' as const } },
      'cnpg_backends_total',
    ],
  ] as const)('shows of a product no %s', (_, changes, metric) => {
    expect(boardText(everything.blueprint)).toContain(metric);
    expect(boardText({ ...everything.blueprint, ...changes })).not.toContain(metric);
  });

  it('shows of a product without a database no connections, and of a MariaDB its own', () => {
    expect(boardText({ services, messaging, ...others })).not.toContain('connections');
    expect(boardText(blueprintOf('store'))).toContain('mysql_global_status_threads_connected');
  });
});

function boardText(blueprint: ProductProps['blueprint']): string {
  return JSON.stringify(productBoards(rendered({ products: [{ ...everything, blueprint }] })));
}

interface Board {
  readonly uid: string;
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

function productBoards(objects: readonly Fields[]): [product: string, board: Board][] {
  return objects
    .flatMap((object) => Object.entries(fieldsAt(object, 'data')))
    .flatMap(([key, text]) => {
      const [, product] = /^product-(.+)\.json$/.exec(key) ?? [];
      return product === undefined ? [] : [[product, JSON.parse(String(text)) as Board] as [string, Board]];
    });
}
