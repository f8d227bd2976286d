// Who claims what over the whole platform: planned tenants by their files, all others by what is published of them. For check-claims.
import type { Claimant } from '../check/check-claims.js';
import { claimsOf } from '../plan/claims.js';
import { placeOf } from '../plan/sourced.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { PublishedTenants } from '../published/published-tenant.js';

/** Everybody who holds something, planned or only published. */
export function claimants(plans: ReadonlyMap<string, TenantPlan>, published: PublishedTenants): Claimant[] {
  const planned = [...plans.values()].map((plan) => claimantOf(plan, published));
  const others = [...published.values()].filter((tenant) => !plans.has(tenant.id));
  return [
    ...planned,
    ...others.map((tenant) => ({
      id: tenant.id,
      claims: [],
      published: tenant.entry?.claims ?? [],
      givesUp: () => false,
      place: () => ({ file: tenant.path }),
    })),
  ];
}

/** One tenant by its file. */
export function claimantOf(plan: TenantPlan, all: PublishedTenants): Claimant {
  const published = all.get(plan.id)?.entry?.claims ?? [];
  const claims = claimsOf(plan);
  const givesUp = (claim: string) => !claims.includes(claim);
  // Of what is given up no line is left.
  const place = (claim: string) => (givesUp(claim) ? { file: `tenants/${plan.id}.yaml` } : claimPlace(plan, claim));
  return { id: plan.id, claims, published, givesUp, place };
}

function claimPlace(plan: TenantPlan, claim: string): { file: string; line?: number; column?: number } {
  const index = plan.hosts.findIndex((host) => claim === `host:${host.name}` && host.custom);
  const origin = plan.origins.of(index < 0 ? 'id' : `hosts.${index}.name`);
  return (origin === undefined ? undefined : placeOf(origin)) ?? { file: `tenants/${plan.id}.yaml` };
}
