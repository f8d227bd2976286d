// The kit that constructs of a platform's own are given for one tenant: what Tenantry's own are made with. From the tenant's plan.
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ExtraKit, PlainProps } from './extra-construct.js';
import { objectMeta, selectorLabels } from './object-meta.js';
import { podTemplate } from './pod.js';
import {
  ConfigMap,
  CronJob,
  Deployment,
  NetworkPolicy,
  PersistentVolumeClaim,
  Service,
  ServiceAccount,
} from './resources/core.js';
import { plainObject } from './resources/plain-object.js';
import { intOrString, quantity } from './resources/wrapped.js';
import type { TenantProps } from './tenant.js';
import { waves } from './waves.js';

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
