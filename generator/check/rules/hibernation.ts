// Which objects put the MariaDB of a suspended tenant to sleep: the rules of access let them pass, letter by letter as tenants have them,
// and nobody else sign in as they do.
import { isDeepStrictEqual } from 'node:util';
import { type Hibernation, hibernationNames, hibernationsOf } from '../../../constructs/mariadb-hibernation.js';
import { plainData } from '../../../constructs/resources/plain-object.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import type { Manifest } from '../../synth/manifest.js';

/** Whether it is one of them, and says nothing else than it has to. */
export function isHibernation({ object }: Manifest, plan: TenantPlan): boolean {
  const bodyOf = bodies[object.kind];
  if (bodyOf === undefined || !hibernationNames(plan).some((name) => object.metadata.name.startsWith(name)))
    return false;
  return hibernationsOf(plan)
    .map(bodyOf)
    .some(
      ({ name, ...body }) =>
        name === object.metadata.name &&
        Object.entries(body).every(([field, value]) => isDeepStrictEqual(object[field], plainData(value))),
    );
}

const bodies: Readonly<
  Record<string, (each: Hibernation) => { readonly name: string; readonly [field: string]: unknown }>
> = {
  Role: ({ name, role }) => ({ name, ...role }),
  RoleBinding: ({ name, binding }) => ({ name, ...binding }),
  Job: ({ job }) => ({ ...job }),
};
