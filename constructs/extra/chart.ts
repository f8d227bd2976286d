// What a product has beyond the other concerns: constructs of the platform's own, which its blueprint names. Their props come from the
// plan, their code from the platform's folder; what they add is checked like all else of the tenant.

import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ExtraKit, PlainProps } from '../base/construct.js';
import { asked } from '../base/construct-modules.js';
import { objectMeta, selectorLabels } from '../base/metadata.js';
import { intOrString, plainObject, quantity } from '../base/plain-data.js';
import { podTemplate } from '../base/pod.js';
import {
  ConfigMap,
  CronJob,
  Deployment,
  NetworkPolicy,
  PersistentVolumeClaim,
  Service,
  ServiceAccount,
} from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import type { ExtraProps } from './schema.js';

export class Extra extends Chart {
  constructor(scope: Construct, props: TenantProps) {
    super(scope, 'extra');
    for (const extra of props.extra) {
      const inner = new Chart(this, extra.name);
      asked(extra.name, () => {
        build(inner, extra, props);
        expectSteady(inner, extra, props);
      });
    }
  }
}

function build(chart: Chart, extra: ExtraProps, tenant: TenantProps): void {
  const answer = extra.build(chart, tenant, extraKit(tenant));
  if (answer instanceof Promise) throw new Error('it is asynchronous: build must add its objects before it returns');
}

/**
 * A clock or chance in it would make every publish a change of every tenant. The second chart has the path of the first, since classes
 * of cdk8s-plus derive names and labels from it.
 */
function expectSteady(built: Chart, extra: ExtraProps, tenant: TenantProps): void {
  const again = new Chart(new Chart(new App(), 'extra'), extra.name);
  build(again, extra, tenant);
  if (textOf(again) !== textOf(built)) throw new Error('it gives other objects when it is asked again');
}

function textOf(chart: Chart): string {
  return JSON.stringify(
    chart.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .map((object): unknown => object.toJson()),
  );
}

function extraKit(tenant: TenantProps): ExtraKit {
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
