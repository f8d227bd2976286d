// Who claims what over the whole platform: planned tenants by their files, all others by what is published of them. For check-claims.

import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { placeOf } from '../../constructs/base/traced.js';
import { claimsOf } from '../../constructs/index.js';
import type { PublishedTenants } from '../tree/published-tenant.js';
import { type Claimant, type Right, rights } from './check-claims.js';

/** Claims by tenant, as a revision of the sources makes them; undefined of one that has a file there and can not be planned. */
export type Claims = ReadonlyMap<string, readonly string[] | undefined>;

/** `ids`: of all that have a file. */
export function claimsOfAll(ids: Iterable<string>, plans: ReadonlyMap<string, TenantPlan>): Claims {
  return new Map(
    [...ids].map((id) => {
      const plan = plans.get(id);
      return [id, plan === undefined ? undefined : claimsOf(plan)];
    }),
  );
}

/** What tells who was first. */
export interface Earlier {
  readonly published: PublishedTenants;
  /**
   * Of the revision that a change is judged against, where it is: then that tells who was first, since what is published may be behind it,
   * and the mirror of it may be a part of the change. Of two that it gives the same, the one that is published has it.
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
      held: heldAs(rights.published, tenant.entry?.claims ?? []),
      givesUp: () => false,
      place: () => ({ file: tenant.path }),
    })),
  ];
}

/** One tenant by its file. */
export function claimantOf(plan: TenantPlan, earlier: Earlier): Claimant {
  const claims = claimsOf(plan);
  const givesUp = (claim: string) => !claims.includes(claim);
  // Of what is given up no line is left.
  const place = (claim: string) => (givesUp(claim) ? { file: `tenants/${plan.id}.yaml` } : claimPlace(plan, claim));
  return { id: plan.id, claims, held: heldBy(plan.id, earlier, givesUp), givesUp, place };
}

function heldBy(id: string, { published, before }: Earlier, givesUp: Claimant['givesUp']): Claimant['held'] {
  const inTree = published.get(id)?.entry?.claims ?? [];
  if (before === undefined) return heldAs(rights.published, inTree);
  // A file that is broken there takes nothing from its tenant; one that is not there gets nothing by a mirror that comes with it.
  const merged = before.get(id) ?? (before.has(id) ? inTree : []);
  const kept = inTree.filter((claim) => givesUp(claim) || merged.includes(claim));
  return new Map([...heldAs(rights.merged, merged), ...heldAs(rights.published, kept)]);
}

function heldAs(right: Right, claims: readonly string[]): ReadonlyMap<string, Right> {
  return new Map(claims.map((claim) => [claim, right]));
}

function claimPlace(plan: TenantPlan, claim: string): { file: string; line?: number; column?: number } {
  const index = plan.hosts.findIndex((host) => claim === `host:${host.name}` && host.custom);
  const origin = plan.origins.of(index < 0 ? 'id' : `hosts.${index}.name`);
  return (origin === undefined ? undefined : placeOf(origin)) ?? { file: `tenants/${plan.id}.yaml` };
}
