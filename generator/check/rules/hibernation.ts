// What may be done to put the MariaDB of a suspended tenant to sleep, and by whom; the rules of access let this pass and nothing else.
import { serverName, serversOf } from '../../../constructs/database-server.js';
import { names } from '../../../constructs/names.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import { type Fields, textAt, textsAt } from '../fields.js';
import type { Pod } from '../tenant-view.js';

/** The name that Job, ServiceAccount, Role and RoleBinding of each sleeping server share. */
export function hibernationNames(plan: TenantPlan): ReadonlySet<unknown> {
  return new Set(sleepingServers(plan).map(names.hibernation));
}

/** A Job that runs nothing but the platform's own kubectl, as the account that may. */
export function isHibernation({ manifest, spec, containers }: Pod, plan: TenantPlan): boolean {
  return (
    manifest.object.kind === 'Job' &&
    hibernationNames(plan).has(spec['serviceAccountName']) &&
    containers.every((container) => textAt(container, 'image') === plan.cluster.kubectlImage)
  );
}

/** Whether a rule of the Role changes nothing but a sleeping server and what the operator made of it, each by its name. */
export function changesSleepingServers(rule: unknown, verb: string, plan: TenantPlan): boolean {
  const [groups, resources, changed] = ['apiGroups', 'resources', 'resourceNames'].map((field) => textsAt(rule, field));
  const objects = (groups ?? []).flatMap((group) =>
    (resources ?? []).flatMap((resource) => (changed ?? []).map((name) => `${verb} ${group}/${resource}/${name}`)),
  );
  const allowed = new Set(sleepingServers(plan).flatMap(changesOf));
  return objects.length > 0 && objects.every((object) => allowed.has(object));
}

/** Whether a binding gives the rights to sleep to the account of the same name, in the tenant's own namespace. */
export function isHibernationBinding(role: Fields, subject: Fields, plan: TenantPlan): boolean {
  const { kind, name, namespace } = subject;
  return (
    kind === 'ServiceAccount' &&
    namespace === plan.namespace &&
    name === role['name'] &&
    hibernationNames(plan).has(name)
  );
}

function changesOf(server: string): string[] {
  return [
    `patch k8s.mariadb.com/mariadbs/${server}`,
    `delete apps/statefulsets/${server}`,
    `delete apps/deployments/${server}-metrics`,
  ];
}

function sleepingServers({ database, lifecycle }: TenantPlan): string[] {
  if (lifecycle === 'active' || database?.engine !== 'mariadb') return [];
  return serversOf(database).map(serverName);
}
