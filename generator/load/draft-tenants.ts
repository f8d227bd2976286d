// Tenants that do not go out, as far as their files can still be judged: people learn of every mistake in one run. From load.
import type { LoadedAll } from './load-files.js';
import { tryMendTenant } from './mend-tenant.js';
import type { TenantSource } from './schema/tenant.js';
import type { Draft } from './sources.js';

/** Drafts by id: of files that do not fit their schema, and of those that are not among the fitting ones for another reason. */
export function draftTenants(
  { unfit, loaded }: LoadedAll<TenantSource>,
  fitting: ReadonlyMap<string, unknown>,
): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const [id, document] of unfit) {
    const tenant = tryMendTenant(id, document);
    if (tenant !== undefined) drafts.set(id, { ...tenant, whole: false });
  }
  for (const [id, tenant] of loaded) if (!fitting.has(id)) drafts.set(id, { ...tenant, whole: true });
  return drafts;
}
