// The built-in kinds that tenants have: cdk8s-plus' generated classes, written as plain data. Their own `manifest` copies every
// level once for each of its fields, which was a quarter of the time of rendering; a test keeps both alike.
import type { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import { plainObject } from './plain-object.js';

interface GeneratedClass<Props> {
  new (scope: Construct, id: string, props: Props): ApiObject;
  readonly GVK: { readonly apiVersion: string; readonly kind: string };
}

function coreResource<Props>(generated: GeneratedClass<Props>) {
  return class extends generated {
    readonly #props: Props;

    constructor(scope: Construct, id: string, props: Props) {
      super(scope, id, props);
      this.#props = props;
    }

    override toJson() {
      return plainObject({ ...generated.GVK, ...this.#props });
    }
  };
}

export const ConfigMap = coreResource(k8s.KubeConfigMap);
export const Deployment = coreResource(k8s.KubeDeployment);
export const HorizontalPodAutoscaler = coreResource(k8s.KubeHorizontalPodAutoscalerV2);
export const Ingress = coreResource(k8s.KubeIngress);
export const Job = coreResource(k8s.KubeJob);
export const LimitRange = coreResource(k8s.KubeLimitRange);
export const Namespace = coreResource(k8s.KubeNamespace);
export const NetworkPolicy = coreResource(k8s.KubeNetworkPolicy);
export const PodDisruptionBudget = coreResource(k8s.KubePodDisruptionBudget);
export const ResourceQuota = coreResource(k8s.KubeResourceQuota);
export const Role = coreResource(k8s.KubeRole);
export const RoleBinding = coreResource(k8s.KubeRoleBinding);
export const Service = coreResource(k8s.KubeService);
export const ServiceAccount = coreResource(k8s.KubeServiceAccount);
