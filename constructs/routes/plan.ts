// How requests reach one tenant's services, and the pages of its product.
import type { PlanInput } from '../base/concern.js';
import { fieldsOf, type Traced } from '../base/traced.js';
import type { LinkProps, RouteProps } from './schema.js';

/** Links to the tenant's first host, where every path of the product is. */
export function planLinks({ blueprint, resolve }: PlanInput): Traced<LinkProps>[] {
  const url = resolve('tenant.url').value;
  return fieldsOf(blueprint.at('links')).map(([name, link]) => ({
    name: link.map(() => name),
    title: link.at('title'),
    url: link.at('path').map((path) => `${url}${path}`),
  }));
}

export function planRoutes({ blueprint }: PlanInput): Traced<RouteProps>[] {
  return fieldsOf<string>(blueprint.at('routes')).map(([path, service]) => ({
    path: service.map(() => path),
    service,
    port: service.map((name) => blueprint.value.services[name]?.port ?? 0),
  }));
}
