// How many pods a service has, where they are and how many may be missing; part of the concern services.
import type { k8s } from 'cdk8s-plus-29';
import { intOrString } from '../base/plain-data.js';
import type { AutoscaleProps, ServiceProps } from '../base/workload.js';

/** Grows at once, at most doubling each minute; shrinks by one pod a minute, after five minutes of less load. */
const behavior: k8s.HorizontalPodAutoscalerBehaviorV2 = {
  scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }] },
  scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
};

/** The body of a service’s HorizontalPodAutoscaler. */
export function autoscalerSpec(
  service: string,
  { min, max, cpu, memory }: AutoscaleProps,
): k8s.HorizontalPodAutoscalerSpecV2 {
  const metrics = [...utilisation('cpu', cpu), ...utilisation('memory', memory)];
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service },
    minReplicas: min,
    maxReplicas: max,
    ...(metrics.length === 0 ? {} : { metrics }),
    behavior,
  };
}

/** Undefined for a service that may run as one pod: a budget for it would keep nodes from being drained. */
export function disruptionSpec(
  service: ServiceProps,
  matchLabels: Record<string, string>,
): k8s.PodDisruptionBudgetSpec | undefined {
  if (fewest(service) < 2) return undefined;
  return {
    maxUnavailable: intOrString(1),
    selector: { matchLabels },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}

/** Pods on different nodes and zones where that is possible. */
export function spreadConstraints(
  { autoscale, replicas = 0 }: Pick<ServiceProps, 'autoscale' | 'replicas'>,
  matchLabels: Record<string, string>,
): k8s.TopologySpreadConstraint[] {
  if ((autoscale?.max ?? replicas) < 2) return [];
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
  }));
}

function fewest({ autoscale, replicas = 0 }: ServiceProps): number {
  return autoscale?.min ?? replicas;
}

function utilisation(name: 'cpu' | 'memory', averageUtilization: number | undefined): k8s.MetricSpecV2[] {
  if (averageUtilization === undefined) return [];
  return [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];
}
