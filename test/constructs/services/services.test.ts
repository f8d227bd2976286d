// Services: restricted pods, in waves, scaled by one hand only, and none for a tenant that is not active.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { listAt, textAt, valueAt } from '../../../constructs/base/fields.js';
import { selectorLabels } from '../../../constructs/base/metadata.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import type { ServiceProps } from '../../../constructs/base/workload.js';
import { concerns } from '../../../constructs/index.js';
import { Services } from '../../../constructs/services/chart.js';
import { containerIn, findObject, podOf, waveOf } from '../objects.js';
import { render, tenant } from '../tenant-fixture.js';

const { api, web } = tenant().services;
if (api === undefined || web === undefined) throw new Error('the fixture has two services');
const { replicas: _replicas, ...elastic } = { ...api, autoscale: { min: 2, max: 6, cpu: 70, memory: 80 } };
const { port: _port, metrics: _metrics, ...listening } = api;
const worker: ServiceProps = { ...listening, probes: { live: { command: ['/bin/alive'] } } };

const objectsOf = (overrides: Partial<TenantProps> = {}) =>
  render(new Services(new App(), tenant(overrides), concerns));
const only = (service: ServiceProps, overrides: Partial<TenantProps> = {}) =>
  objectsOf({ ...overrides, services: { api: service } });
const kindsOf = (service: ServiceProps, overrides: Partial<TenantProps> = {}) =>
  only(service, overrides).map(({ kind }) => kind);
const deployment = (service: ServiceProps, overrides: Partial<TenantProps> = {}) =>
  findObject(only(service, overrides), 'Deployment', 'api');

describe('a pod', () => {
  const pod = podOf(deployment({ ...api, user: 10001 }));
  const container = containerIn(deployment({ ...api, user: 10001 }));

  it('satisfies Pod Security restricted', () => {
    expect(pod['securityContext']).toEqual({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('has no token, no links to other services, and its own ServiceAccount', () => {
    expect(pod).toMatchObject({
      serviceAccountName: 'services',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
    });
  });

  it('writes to bounded volumes only, one for each path', () => {
    const scratch = podOf(deployment({ ...api, scratch: ['/var/cache', '/tmp'] }));
    const mounts = listAt(containerIn(deployment({ ...api, scratch: ['/var/cache', '/tmp'] })), 'volumeMounts');
    expect(mounts).toEqual([
      { name: 'scratch-0', mountPath: '/tmp' },
      { name: 'scratch-1', mountPath: '/var/cache' },
    ]);
    expect(listAt(scratch, 'volumes').map((volume) => textAt(volume, 'emptyDir', 'sizeLimit'))).toEqual([
      '512Mi',
      '512Mi',
    ]);
    expect(podOf(deployment({ ...api, scratch: [] }))).not.toHaveProperty('volumes');
  });

  it('names its ports and asks for what the plan gives', () => {
    expect(container['resources']).toEqual(api.resources);
    expect(listAt(container, 'ports').map((port) => [textAt(port, 'name'), valueAt(port, 'containerPort')])).toEqual([
      ['http', 8080],
      ['metrics', 9090],
    ]);
  });

  it('is probed over HTTP or by a command', () => {
    expect(container['readinessProbe']).toMatchObject({ httpGet: { path: '/health/ready', port: 8080 } });
    expect(containerIn(deployment(worker))['livenessProbe']).toMatchObject({ exec: { command: ['/bin/alive'] } });
    expect(containerIn(deployment(worker))).not.toHaveProperty('readinessProbe');
  });
});

describe('the environment', () => {
  const objects = only({ ...api, env: { Z: '$(A)', A: '1' } });

  it('is in the container, to the letter, and secrets by reference, sorted', () => {
    expect(containerIn(findObject(objects, 'Deployment', 'api'))['env']).toEqual([
      { name: 'A', value: '1' },
      { name: 'JWT_SECRET', valueFrom: { secretKeyRef: { name: 'jwt', key: 'value' } } },
      { name: 'Z', value: '$$(A)' },
    ]);
  });

  it('replaces the pods when it changes, and only then', () => {
    const template = (env: Record<string, string>) => JSON.stringify(podOf(deployment({ ...api, env })));
    expect(template({ A: '1', B: '2' })).toBe(template({ B: '2', A: '1' }));
    expect(template({ A: '1' })).not.toBe(template({ A: '2' }));
  });

  it('is not there where there is none', () => {
    expect(containerIn(deployment({ ...worker, env: {}, secretEnv: [] }))).not.toHaveProperty('env');
  });
});

describe('scaling', () => {
  it('is by replicas or by an HPA, never by both', () => {
    expect(deployment(api)['spec']).toMatchObject({ replicas: 2 });
    expect(kindsOf(api)).not.toContain('HorizontalPodAutoscaler');
    expect(deployment({ ...elastic, replicas: 2 })['spec']).not.toHaveProperty('replicas');
    expect(findObject(only(elastic), 'HorizontalPodAutoscaler', 'api')['spec']).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [
        { resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        { resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    });
  });

  it('has a disruption budget where two pods are the least, and one that always lets a node be drained', () => {
    expect(findObject(only(api), 'PodDisruptionBudget', 'api')['spec']).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: selectorLabels(tenant(), 'api') },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    expect(kindsOf({ ...api, replicas: 1 })).not.toContain('PodDisruptionBudget');
    expect(kindsOf({ ...elastic, autoscale: { min: 1, max: 6, cpu: 70 } })).not.toContain('PodDisruptionBudget');
  });

  it('spreads pods over zones and nodes where there can be several', () => {
    const constraints = (service: ServiceProps) => listAt(podOf(deployment(service)), 'topologySpreadConstraints');
    expect(constraints(api).map((each) => textAt(each, 'whenUnsatisfiable'))).toEqual([
      'ScheduleAnyway',
      'ScheduleAnyway',
    ]);
    expect(constraints({ ...elastic, autoscale: { min: 1, max: 2, cpu: 70 } })).toHaveLength(2);
    expect(constraints({ ...api, replicas: 1 })).toEqual([]);
  });

  it('replaces pods one by one, the new one first', () => {
    expect(deployment(api)['spec']).toMatchObject({
      revisionHistoryLimit: 3,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    });
  });
});

describe('a Service', () => {
  it('selects the pods of its service by labels that never change', () => {
    const service = findObject(only(api), 'Service', 'api');
    expect(valueAt(service, 'spec', 'selector')).toEqual(selectorLabels(tenant(), 'api'));
    expect(valueAt(deployment(api), 'spec', 'selector', 'matchLabels')).toEqual(selectorLabels(tenant(), 'api'));
    expect(service.metadata.labels).toMatchObject(selectorLabels(tenant(), 'api'));
  });

  it('has one port where metrics are on the service’s own', () => {
    const names = (each: ServiceProps) =>
      listAt(findObject(only(each), 'Service', 'api'), 'spec', 'ports').map((port) => textAt(port, 'name'));
    expect(names(api)).toEqual(['http', 'metrics']);
    expect(names({ ...api, metrics: { port: 8080, path: '/metrics' } })).toEqual(['http']);
    expect(names({ ...worker, metrics: { port: 9100, path: '/metrics' } })).toEqual(['metrics']);
  });

  it('is absent for a worker', () => {
    expect(kindsOf(worker)).not.toContain('Service');
    expect(containerIn(deployment(worker))).not.toHaveProperty('ports');
  });
});

describe('a service that waits for others', () => {
  const objects = objectsOf();

  it('comes in a later wave, with everything of it', () => {
    expect(objects.filter(({ metadata }) => metadata.name.startsWith('api')).map(waveOf)).toEqual(Array(3).fill(0));
    expect(objects.filter(({ metadata }) => metadata.name.startsWith('web')).map(waveOf)).toEqual(Array(3).fill(1));
  });

  it('has no init container that waits', () => {
    expect(podOf(findObject(objects, 'Deployment', 'web'))).not.toHaveProperty('initContainers');
  });
});

it('renders the same whatever the order of the services and their environment', () => {
  const env = { A: '1', B: '2' };
  const forward = { api: { ...api, env }, web };
  const backward = { web, api: { ...api, env: { B: '2', A: '1' } } };
  expect(JSON.stringify(objectsOf({ services: forward }))).toBe(JSON.stringify(objectsOf({ services: backward })));
});

describe.each(['suspended', 'offboarding'] as const)('a tenant that is %s', (lifecycle) => {
  it.each([
    ['replicas', api],
    ['an HPA', elastic],
  ])('runs nothing of a service with %s', (_case, service) => {
    expect(deployment(service, { lifecycle })['spec']).toMatchObject({ replicas: 0 });
    expect(kindsOf(service, { lifecycle }).sort()).toEqual(['Deployment', 'Service']);
  });
});

describe('a Deployment whose Secrets change', () => {
  const key = 'secret.reloader.stakater.com/reload';
  const { cluster } = tenant();
  const env = (secret: string) => ({ name: secret.toUpperCase(), secret, key: 'value' });
  const messaging = { vhost: 'tenant-acme-auto', usedBy: ['api'], exchanges: {}, queues: {} };
  const broker = { cluster: { name: 'rabbit', namespace: 'messaging' }, tls: true };
  const secretEnv = ['postgres-app', 'jwt', 'first-admin', 'messaging', 'jwt'].map(env);
  const reloaded = (overrides: Partial<TenantProps['cluster']>) =>
    deployment({ ...api, secretEnv }, { messaging, cluster: { ...cluster, messaging: broker, ...overrides } }).metadata
      .annotations?.[key];

  it('lists those that it reads, once each, for the controller that restarts it, without what never changes', () => {
    expect(reloaded({ reloadAnnotation: key })).toBe('jwt,postgres-app');
  });

  it('lists none where its cluster has no such controller', () => {
    expect(reloaded({})).toBeUndefined();
  });
});
