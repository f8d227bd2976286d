// No tenant gets the data of one that was removed: an id, and what data is kept under, stay its own until platform.yaml releases it.
import { type Finding, finding } from '../finding/finding.js';
import { claimsOf } from '../plan/claims.js';
import { placeOf } from '../plan/sourced.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { Tombstone, Tombstones } from '../published/tombstone.js';

/** Judges tenants against the tombstones of a tree. */
export class RemovedCheck {
  readonly #byId: Tombstones;
  readonly #byClaim: ReadonlyMap<string, Tombstone>;

  /** @param released Ids that platform.yaml gives out again. */
  constructor(tombstones: Tombstones, released: readonly string[]) {
    const inForce = [...tombstones].filter(([id]) => !released.includes(id));
    this.#byId = new Map(inForce);
    this.#byClaim = new Map(inForce.flatMap(([, each]) => each.claims.map((claim) => [claim, each] as const)));
  }

  /** Findings about a tenant that is not published; one that is has what it claims already. */
  check(plan: TenantPlan): Finding[] {
    const former = this.#byId.get(plan.id);
    if (former !== undefined) return [removedBefore(plan, former, `the id ${plan.id} was a removed tenant’s`)];
    return claimsOf(plan).flatMap((claim) => {
      const holder = this.#byClaim.get(claim);
      const path = claim.slice(claim.indexOf(':') + 1);
      return holder === undefined
        ? []
        : [removedBefore(plan, holder, `${path} was that of ${holder.id}, which was removed`)];
    });
  }
}

function removedBefore(plan: TenantPlan, { id, path }: Tombstone, what: string): Finding {
  const origin = plan.origins.of('id');
  return finding('check/removed-before', {
    message: `${what}, and its data may still be there`,
    hint: `choose another id; if nothing of the former tenant must be kept apart, add ${id} to spec.released in platform.yaml`,
    place: (origin === undefined ? undefined : placeOf(origin)) ?? { file: `tenants/${plan.id}.yaml` },
    tenant: plan.id,
    related: { file: path },
  });
}
