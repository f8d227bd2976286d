// Which tenants two revisions of the sources render alike: those whose own file, blueprint and platform say the same. For diffs.
import { remembered } from '../../constructs/remembered.js';
import type { Sources } from '../load/sources.js';

/**
 * By id. Comments make no difference, and neither does who is there besides: what is rendered of a tenant is told by these three files
 * and by the platform's constructs, of which both revisions are given the same. The order of fields counts: a construct may see it.
 */
export function alikeTenants(before: Sources, after: Sources): (id: string) => boolean {
  if (!saysTheSame(before.platform.data, after.platform.data)) return () => false;
  const isSameBlueprint = remembered((name) =>
    saysTheSame(before.blueprints.get(name)?.data, after.blueprints.get(name)?.data),
  );
  return (id) => {
    const [own, other] = [before.tenants.get(id)?.data, after.tenants.get(id)?.data];
    return own !== undefined && saysTheSame(own, other) && isSameBlueprint(own.spec.blueprint);
  };
}

function saysTheSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
