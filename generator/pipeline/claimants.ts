// Who claims what over the whole platform: planned tenants by their files, all others by what is published of them. For check-claims.
import type { Claimant } from '../check/check-claims.js';
import { claimsOf } from '../plan/claims.js';
import { placeOf } from '../plan/sourced.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { PublishedTenants } from '../published/published-tenant.js';

/** Claims by tenant, as a revision of the sources makes them. */
export type Claims = ReadonlyMap<string, readonly string[]>;

export function claimsOfAll(plans: ReadonlyMap<string, TenantPlan>): Claims {
  return new Map([...plans].map(([id, plan]) => [id, claimsOf(plan)]));
}

/** What tells who was first. */
export interface Earlier {
  readonly published: PublishedTenants;
  /**
   * Of the revision that a change is judged against, where it is: then that tells who was first, since what is published may be behind it,
   * and the mirror of it may be a part of the change.
   */
  readonly before?: Claims | undefined;
}

/** Everybody who holds something, planned or only published. */
export function claimants(plans: ReadonlyMap<string, TenantPlan>, earlier: Earlier): Claimant[] {
  const planned = [...plans.values()].map((plan) => claimantOf(plan, earlier));
  const others = [...earlier.published.values()].filter((tenant) => !plans.has(tenant.id));
  return [
    ...planned,
    ...others.map((tenant) => ({
      id: tenant.id,
      claims: [],
      held: tenant.entry?.claims ?? [],
      givesUp: () => false,
      place: () => ({ file: tenant.path }),
    })),
  ];
}

/** One tenant by its file. */
export function claimantOf(plan: TenantPlan, { published, before }: Earlier): Claimant {
  const inTree = published.get(plan.id)?.entry?.claims ?? [];
  const claims = claimsOf(plan);
  const givesUp = (claim: string) => !claims.includes(claim);
  const held = before === undefined ? inTree : [...(before.get(plan.id) ?? []), ...inTree.filter(givesUp)];
  // Of what is given up no line is left.
  const place = (claim: string) => (givesUp(claim) ? { file: `tenants/${plan.id}.yaml` } : claimPlace(plan, claim));
  return { id: plan.id, claims, held, givesUp, place };
}

function claimPlace(plan: TenantPlan, claim: string): { file: string; line?: number; column?: number } {
  const index = plan.hosts.findIndex((host) => claim === `host:${host.name}` && host.custom);
  const origin = plan.origins.of(index < 0 ? 'id' : `hosts.${index}.name`);
  return (origin === undefined ? undefined : placeOf(origin)) ?? { file: `tenants/${plan.id}.yaml` };
}
