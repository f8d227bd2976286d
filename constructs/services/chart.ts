// What runs all the time: a Deployment for each service, with its environment, its Service, and how it scales.
// Its props come from the plan. Services that wait for others come in later waves; a tenant that is not active runs none.
import { type ApiObjectMetadata, Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import type { Concern } from '../base/concern.js';
import {
  componentLabel,
  type Identity,
  type MetaOptions,
  objectMeta,
  podLabels,
  selectorLabels,
} from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import { intOrString } from '../base/plain-data.js';
import { plainEnv, podTemplate } from '../base/pod.js';
import { Deployment, HorizontalPodAutoscaler, PodDisruptionBudget, Service } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import type { ServiceProps } from '../base/workload.js';
import { isReplacedAtOnce } from '../base/workload.js';
import { containerProbes, type NamedPort, scrapingLabel, scrapingOf, servicePorts } from './ports.js';
import { autoscalerSpec, disruptionSpec, spreadConstraints } from './scaling.js';
import { servicesAccount } from './schema.js';

/**
 * For each service a Deployment, a Service where it listens, and while the tenant is active an HPA where it scales by itself and a
 * PodDisruptionBudget where it has more than one pod: with one, a budget would keep its node from being drained. A Deployment beside an
 * HPA says no replicas. Each is in the wave of its depth: Argo CD starts it when those that it waits for are healthy.
 */
export class Services extends Chart {
  constructor(scope: Construct, props: TenantProps, concerns: readonly Concern[]) {
    super(scope, 'services');
    const requests = concerns.flatMap(({ secrets }) => secrets?.(props) ?? []);
    const steady = requests.filter(({ kind }) => kind === 'generated').map(({ name }) => name);
    for (const [name, service] of sortedEntries(props.services)) this.#addService(props, name, { service, steady });
  }

  /** @param steady Secrets that never change */
  #addService(
    tenant: TenantProps,
    name: string,
    { service, steady }: { readonly service: ServiceProps; readonly steady: readonly string[] },
  ): void {
    new Deployment(this, `${name}-deployment`, {
      metadata: metaOf(tenant, name, service, { annotations: reloadOf(tenant, service, steady) }),
      spec: deploymentSpec(tenant, name, service),
    });
    const ports = servicePorts(service);
    if (ports.length > 0)
      new Service(this, `${name}-service`, {
        metadata: metaOf(tenant, name, service, { labels: scrapingLabels(service) }),
        spec: serviceSpec(selectorLabels(tenant, name), ports),
      });
    if (tenant.lifecycle === 'active') this.#addScaling(tenant, name, service);
  }

  #addScaling(tenant: TenantProps, name: string, service: ServiceProps): void {
    const metadata = metaOf(tenant, name, service, { prunedAtOnce: true });
    if (service.autoscale !== undefined)
      new HorizontalPodAutoscaler(this, `${name}-autoscaler`, {
        metadata,
        spec: autoscalerSpec(name, service.autoscale),
      });
    const disruption = disruptionSpec(service, selectorLabels(tenant, name));
    if (disruption !== undefined) new PodDisruptionBudget(this, `${name}-disruption`, { metadata, spec: disruption });
  }
}

function metaOf(
  tenant: Identity,
  service: string,
  { depth }: ServiceProps,
  options: Pick<MetaOptions, 'labels' | 'annotations' | 'prunedAtOnce'> = {},
): ApiObjectMetadata {
  return objectMeta(tenant, service, { wave: waves.services + depth, component: service, ...options });
}

/** What the monitor finds the Service by. */
function scrapingLabels(service: ServiceProps): Record<string, string> {
  const scraping = scrapingOf(service);
  return scraping === undefined ? {} : { [scrapingLabel]: scraping.name };
}

/** The Secrets that a service's variables come from and that may change: what was generated once never does. */
function reloadOf(
  { cluster }: TenantProps,
  { secretEnv }: ServiceProps,
  steady: readonly string[],
): Record<string, string> {
  const changing = [...new Set(secretEnv.map(({ secret }) => secret))].filter((name) => !steady.includes(name)).sort();
  const { reloadAnnotation } = cluster;
  return reloadAnnotation === undefined || changing.length === 0 ? {} : { [reloadAnnotation]: changing.join(',') };
}

function serviceSpec(selector: Record<string, string>, ports: readonly NamedPort[]): k8s.ServiceSpec {
  const forwarded = ports.map(({ name, port }) => ({
    name,
    port,
    protocol: 'TCP',
    targetPort: intOrString(name),
  }));
  return { type: 'ClusterIP', selector, ports: forwarded };
}

function deploymentSpec(tenant: TenantProps, name: string, service: ServiceProps): k8s.DeploymentSpec {
  const matchLabels = selectorLabels(tenant, name);
  return {
    ...replicasOf(tenant, service),
    revisionHistoryLimit: 3,
    selector: { matchLabels },
    strategy: isReplacedAtOnce(service, tenant.volumes) ? { type: 'Recreate' } : rollingUpdate,
    template: servicePod(tenant, name, service),
  };
}

const rollingUpdate: k8s.DeploymentStrategy = {
  type: 'RollingUpdate',
  rollingUpdate: { maxUnavailable: intOrString(0), maxSurge: intOrString(1) },
};

/** None beside an HPA: Argo CD and the HPA would undo each other. */
function replicasOf({ lifecycle }: TenantProps, { autoscale, replicas }: ServiceProps): { replicas?: number } {
  if (lifecycle !== 'active') return { replicas: 0 };
  return autoscale !== undefined || replicas === undefined ? {} : { replicas };
}

/** The environment is in the pods' own template: a change of it replaces them, and an older revision keeps what it had. */
function servicePod(tenant: Identity, name: string, service: ServiceProps): k8s.PodTemplateSpec {
  const ports = servicePorts(service).map(({ name: portName, port }) => ({
    name: portName,
    containerPort: port,
    protocol: 'TCP',
  }));
  // A constraint counts pods of its own namespace only.
  const spread = spreadConstraints(service, { [componentLabel]: name });
  return podTemplate(name, service, {
    labels: podLabels(tenant, name),
    account: servicesAccount,
    container: {
      env: plainEnv(service.env),
      ...(ports.length === 0 ? {} : { ports }),
      mounts: service.mounts,
      ...containerProbes(service.probes),
    },
    ...(spread.length === 0 ? {} : { spec: { topologySpreadConstraints: spread } }),
  });
}
