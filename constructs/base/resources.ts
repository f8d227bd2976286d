// The kinds that several concerns use. The built-in ones have cdk8s-plus' types, written as plain data: its classes' own `manifest` copies
// every level once for each of its fields, which was a quarter of the time of rendering; a test keeps both alike.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import { plainObject } from './plain-data.js';
import type { PodMonitorSpec, PrometheusRuleSpec, ServiceMonitorSpec } from './prometheus.js';

type CoreProps = Pick<k8s.KubeConfigMapProps, 'metadata'>;

function coreResource<Props extends CoreProps>(
  apiVersion: string,
  kind: string,
): new (
  scope: Construct,
  id: string,
  props: Props,
) => ApiObject {
  return class extends ApiObject {
    readonly #props: Props;

    constructor(scope: Construct, id: string, props: Props) {
      super(scope, id, { apiVersion, kind, ...props });
      this.#props = props;
    }

    override toJson() {
      return plainObject({ apiVersion, kind, ...this.#props });
    }
  };
}

const rbac = 'rbac.authorization.k8s.io/v1';
const networking = 'networking.k8s.io/v1';

export const ConfigMap = coreResource<k8s.KubeConfigMapProps>('v1', 'ConfigMap');
export const CronJob = coreResource<k8s.KubeCronJobProps>('batch/v1', 'CronJob');
export const Deployment = coreResource<k8s.KubeDeploymentProps>('apps/v1', 'Deployment');
export const HorizontalPodAutoscaler = coreResource<k8s.KubeHorizontalPodAutoscalerV2Props>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
);
export const Ingress = coreResource<k8s.KubeIngressProps>(networking, 'Ingress');
export const Job = coreResource<k8s.KubeJobProps>('batch/v1', 'Job');
export const LimitRange = coreResource<k8s.KubeLimitRangeProps>('v1', 'LimitRange');
export const Namespace = coreResource<k8s.KubeNamespaceProps>('v1', 'Namespace');
export const NetworkPolicy = coreResource<k8s.KubeNetworkPolicyProps>(networking, 'NetworkPolicy');
export const PersistentVolumeClaim = coreResource<k8s.KubePersistentVolumeClaimProps>('v1', 'PersistentVolumeClaim');
export const PodDisruptionBudget = coreResource<k8s.KubePodDisruptionBudgetProps>('policy/v1', 'PodDisruptionBudget');
export const ResourceQuota = coreResource<k8s.KubeResourceQuotaProps>('v1', 'ResourceQuota');
export const Role = coreResource<k8s.KubeRoleProps>(rbac, 'Role');
export const RoleBinding = coreResource<k8s.KubeRoleBindingProps>(rbac, 'RoleBinding');
export const Service = coreResource<k8s.KubeServiceProps>('v1', 'Service');
export const ServiceAccount = coreResource<k8s.KubeServiceAccountProps>('v1', 'ServiceAccount');

export interface CustomResourceProps<Spec> {
  readonly metadata: ApiObjectMetadata;
  readonly spec: Spec;
}

/** The class of one kind; the interfaces beside this file name only the fields that Tenantry sets. */
export function customResource<Spec extends object>(
  apiVersion: string,
  kind: string,
): new (
  scope: Construct,
  id: string,
  props: CustomResourceProps<Spec>,
) => ApiObject {
  return class extends ApiObject {
    readonly #props: CustomResourceProps<Spec>;

    constructor(scope: Construct, id: string, props: CustomResourceProps<Spec>) {
      super(scope, id, { apiVersion, kind, ...props });
      this.#props = props;
    }

    override toJson() {
      return plainObject({ apiVersion, kind, ...this.#props });
    }
  };
}

const prometheus = 'monitoring.coreos.com/v1';

export const PodMonitor = customResource<PodMonitorSpec>(prometheus, 'PodMonitor');
export const ServiceMonitor = customResource<ServiceMonitorSpec>(prometheus, 'ServiceMonitor');
export const PrometheusRule = customResource<PrometheusRuleSpec>(prometheus, 'PrometheusRule');
