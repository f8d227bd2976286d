// The kit that constructs of a platform's own are given for one tenant: what Tenantry's own are made with. From the tenant's plan.
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ExtraKit, PlainProps } from '../base/construct.js';
import { objectMeta, selectorLabels } from '../base/metadata.js';
import { podTemplate } from '../base/pod.js';
import {
  ConfigMap,
  CronJob,
  Deployment,
  intOrString,
  NetworkPolicy,
  PersistentVolumeClaim,
  plainObject,
  quantity,
  Service,
  ServiceAccount,
} from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';

export function extraKit(tenant: TenantProps): ExtraKit {
  return {
    ...kinds,
    waves,
    port: intOrString,
    quantity,
    meta: (name, options) => objectMeta(tenant, name, options),
    selector: (component) => selectorLabels(tenant, component),
    pod: (name, container, options = {}) =>
      podTemplate(
        name,
        { ...emptyContainer, ...container },
        { container: {}, labels: { ...selectorLabels(tenant, name), tier: tenant.tier }, ...options },
      ),
  };
}

class Plain extends ApiObject {
  readonly #props: PlainProps;

  constructor(scope: Construct, id: string, props: PlainProps) {
    super(scope, id, props);
    this.#props = props;
  }

  override toJson() {
    return plainObject(this.#props);
  }
}

const kinds = {
  ConfigMap,
  CronJob,
  Deployment,
  NetworkPolicy,
  PersistentVolumeClaim,
  Plain,
  Service,
  ServiceAccount,
} as const;

const emptyContainer = { env: {}, secretEnv: [], scratch: [], egress: [], internet: false } as const;
