// What a construct of a platform's own is: the contract between `constructs/extra/<name>.mjs` beside a platform and Tenantry. It is
// all types, so that such a file needs nothing at run time; `tenantry/constructs` exports them to its author.

import type { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import type { z } from 'zod';
import type { PodOptions } from './pod.js';
import type { TenantProps } from './tenant.js';
import type { waves } from './waves.js';
import type { ContainerProps, ResourceNeeds } from './workload.js';

/** The default export of `constructs/extra/<name>.mjs`. */
export interface ExtraConstruct<Props = unknown> {
  /** What `props` in a blueprint may hold. */
  readonly props: (schema: typeof z) => z.ZodType<Props>;
  /** What it asks for at its largest; the quota gets room for it, and the checks prove that. @default nothing */
  readonly needs?: (asked: ExtraAsked<Props>) => ExtraNeeds;
  /** Adds its objects to the chart; the same input must give the same objects. */
  readonly build: (chart: Chart, given: ExtraGiven<Props>) => void;
}

/** What a construct asks for at its largest. */
export interface ExtraNeeds {
  /** Pods at most; while they are replaced there is one more of each. */
  readonly pods?: readonly { readonly count: number; readonly resources: ResourceNeeds }[];
  /** The size of each volume. */
  readonly volumes?: readonly string[];
  /** How many Services. */
  readonly services?: number;
}

/** Known before any tenant is: the quota of a product is that of its largest tier. */
export interface ExtraAsked<Props> {
  readonly props: Props;
  readonly tier: string;
  readonly entitlements: TenantProps['entitlements'];
}

export interface ExtraGiven<Props> {
  readonly props: Props;
  /** The tenant that it is built for, suspended ones too. */
  readonly tenant: TenantProps;
  readonly kit: ExtraKit;
}

type Kind<Props> = new (scope: Construct, id: string, props: Props) => ApiObject;

/** What Tenantry's own constructs are made with. */
export interface ExtraKit {
  readonly waves: typeof waves;
  /** Metadata in the tenant's namespace, with its labels and its wave. */
  readonly meta: (
    name: string,
    options: { readonly wave: number; readonly component?: string; readonly prunedAtOnce?: boolean },
  ) => ApiObjectMetadata;
  /** What selects the pods of a service, a job or a construct by its name. */
  readonly selector: (component: string) => Record<string, string>;
  /** The pod template of one container under Pod Security `restricted`, as the ServiceAccount of the same name. */
  readonly pod: (
    name: string,
    container: Pick<ContainerProps, 'image' | 'resources'> & Partial<ContainerProps>,
    options?: Partial<PodOptions>,
  ) => k8s.PodTemplateSpec;
  /** A port by number or name, where Kubernetes' types want one. */
  readonly port: (value: number | string) => k8s.IntOrString;
  /** A quantity, as `1Gi`. */
  readonly quantity: (text: string) => k8s.Quantity;
  readonly ConfigMap: Kind<k8s.KubeConfigMapProps>;
  readonly CronJob: Kind<k8s.KubeCronJobProps>;
  readonly Deployment: Kind<k8s.KubeDeploymentProps>;
  readonly NetworkPolicy: Kind<k8s.KubeNetworkPolicyProps>;
  readonly PersistentVolumeClaim: Kind<k8s.KubePersistentVolumeClaimProps>;
  readonly Service: Kind<k8s.KubeServiceProps>;
  readonly ServiceAccount: Kind<k8s.KubeServiceAccountProps>;
  /** Any other object, as of a custom resource: `new kit.Plain(chart, id, {apiVersion, kind, metadata, spec})`. */
  readonly Plain: Kind<PlainProps>;
}

export interface PlainProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  readonly [field: string]: unknown;
}
