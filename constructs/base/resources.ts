// The built-in kinds that tenants have: cdk8s-plus' types, written as plain data. Its classes' own `manifest` copies every level
// once for each of its fields, which was a quarter of the time of rendering; a test keeps both alike.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';

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

type Fields = Record<string, unknown>;

/** The manifest with sorted keys, apiVersion, kind and metadata first; fields without a value are left out. */
export function plainObject(manifest: object): Fields {
  const { apiVersion, kind, metadata, ...rest } = manifest as Fields;
  return { apiVersion, kind, metadata: plainData(metadata), ...(plainData(rest) as Fields) };
}

/** Plain JSON data with sorted keys; cdk8s-plus' wrappers of quantities and ports give what they hold. */
export function plainData(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainData);
  if (isWrapper(value)) return value.value;
  const fields: Fields = {};
  for (const key of sortedKeys(value)) {
    const field = (value as Fields)[key];
    if (field !== undefined && field !== null) fields[key] = plainData(field);
  }
  return fields;
}

/** Most objects have a field or two, or are written in order: sorting them costs more than to see that they are. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index++)
    if ((keys[index - 1] as string) > (keys[index] as string)) return keys.sort();
  return keys;
}

/** An instance of a class of one value, as `Wrapped` or of cdk8s-plus itself. */
function isWrapper(value: object): value is { readonly value: number | string } {
  return Object.getPrototypeOf(value) !== Object.prototype && 'value' in value;
}

class Wrapped<Value> {
  constructor(readonly value: Value) {}
}

/** A quantity, as `500m` or `1Gi`. */
export function quantity(text: string): k8s.Quantity {
  return new Wrapped(text);
}

/** A port by number or name, or a count of pods. */
export function intOrString(value: number | string): k8s.IntOrString {
  return new Wrapped(value);
}
