// The tenant's Namespace with its cost and ownership labels, its quota and the limits of its containers.
// Its props come from the plan; the marker beside it is added once the other concerns are rendered (generator/render).

import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import type { Concern } from '../base/concern.js';
import { shortDigest } from '../base/digest.js';
import { confirmDeletion, type Identity, names, objectMeta } from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import { quantity } from '../base/plain-data.js';
import { ConfigMap, LimitRange, Namespace, ResourceQuota } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import type { ComputeResources } from '../base/workload.js';
import type { Quota } from './quota.js';
import { type ContainerLimits, limitsOf, quotaDuringChange, quotaOf } from './quota.js';

/** What a shared Gateway's `allowedRoutes` and `allowedListeners` select tenants' namespaces by. */
export const tenantLabel = 'tenantry.dev/tenant';

/**
 * The Namespace at Pod Security `restricted`, with the labels that costs are told by; two ResourceQuotas, `tenant` for the largest that
 * the product can be and `size-<digest>` for what this tenant is; a LimitRange `containers`, since operators' pods without resources
 * would be refused by a quota. The Namespace goes only when a person confirms it: all else goes with it.
 */
export class TenantNamespace extends Chart {
  constructor(scope: Construct, props: TenantProps, concerns: readonly Concern[]) {
    super(scope, 'namespace');
    new Namespace(this, 'namespace', {
      metadata: {
        name: props.namespace,
        labels: { ...podSecurity, ...namespaceLabels(props) },
        annotations: {
          'argocd.argoproj.io/sync-wave': String(waves.namespace),
          ...confirmDeletion,
          ...namespaceAnnotations(props),
        },
      },
    });
    new ResourceQuota(this, 'quota', {
      metadata: objectMeta(props, 'tenant', { wave: waves.limits }),
      spec: { hard: quantities(quotaDuringChange(props, concerns)) },
    });
    this.#addSize(props, quotaOf(props, concerns));
    new LimitRange(this, 'limits', {
      metadata: objectMeta(props, 'containers', { wave: waves.limits }),
      spec: { limits: [{ type: 'Container', ...containerLimits(limitsOf(props, concerns)) }] },
    });
  }

  /**
   * The quota of the tenant's size must be no smaller than what still runs of a larger size, and no larger one may come too late
   * for what is to run. So each size has a quota of its own: that of the new size comes when everything is in place, and that of
   * the former one goes first. Argo CD prunes the highest wave first, in the place of the lowest that it prunes: the ConfigMap, which
   * goes with its quota, is there to be the lowest (gitops-engine, pkg/sync/sync_context.go; tried on Argo CD 3.2.11).
   */
  #addSize(props: Identity, hard: Quota): void {
    const name = names.size(shortDigest(sortedEntries(hard)));
    new ResourceQuota(this, 'size', {
      metadata: objectMeta(props, name, { wave: waves.size, prunedAtOnce: true }),
      spec: { hard: quantities(hard) },
    });
    new ConfigMap(this, 'size-change', {
      metadata: objectMeta(props, name, { wave: waves.sizeChange, prunedAtOnce: true }),
      data: { about: `Goes with the ResourceQuota ${name}, and makes it go before a change of size begins.` },
    });
  }
}

/** The newest rules of the cluster's own version: every rendered pod is checked against them before it is published. */
const podSecurity = Object.fromEntries(
  ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ]),
);

function namespaceLabels({ id, tier, cluster, billing }: TenantProps): Record<string, string> {
  return {
    [tenantLabel]: id,
    tenant: id,
    tier,
    environment: cluster.environment,
    'managed-by': 'argocd',
    ...present({
      'cost-center': billing.costCenter,
      'billing-id': billing.subscriptionId,
      department: billing.department,
    }),
  };
}

function namespaceAnnotations({ hosts, tier, owner, billing, createdOn }: TenantProps): Record<string, string> {
  return {
    'subscription-tier': tier,
    owner: `${owner.name} <${owner.email}>`,
    ...present({ domain: hosts[0]?.name, 'created-date': createdOn, 'billing-id': billing.subscriptionId }),
  };
}

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function containerLimits({ max, min, default: usual, defaultRequest }: ContainerLimits) {
  const both = (resources: ComputeResources) => quantities({ cpu: resources.cpu, memory: resources.memory });
  return { max: both(max), min: both(min), default: both(usual), defaultRequest: both(defaultRequest) };
}

function quantities(values: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(sortedEntries(values).map(([key, value]) => [key, quantity(value)]));
}

export type MarkerProps = Identity & {
  readonly digest: string;
  /** When somebody asked last that the same is tried again. */
  readonly retriedAt?: string;
};

export class Marker extends Chart {
  constructor(scope: Construct, props: MarkerProps) {
    super(scope, 'marker');
    new ConfigMap(this, 'marker', {
      metadata: objectMeta(props, names.marker, { wave: waves.marker }),
      data:
        props.retriedAt === undefined ? { digest: props.digest } : { digest: props.digest, retriedAt: props.retriedAt },
    });
  }
}
