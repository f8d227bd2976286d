// One tenant against what is published of it: what can't be undone in a cluster is refused here.

import { type Finding, finding, type Place } from '../../constructs/base/finding.js';
import type { FindingCode } from '../../constructs/base/finding-codes.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { placeOf } from '../../constructs/base/traced.js';
import { claimsOf, concerns } from '../../constructs/index.js';
import type { PublishedTenant } from '../tree/published-tenant.js';
import type { Tombstone, Tombstones } from '../tree/tombstone.js';

/** Findings about one tenant that is published already. `today` is an ISO date; empty where nobody asks for the day. */
export function checkPublished(plan: TenantPlan, published: PublishedTenant, today = ''): Finding[] {
  const { id, entry, recovered = {} } = published;
  const own = refusals
    .filter(({ holds }) => holds(plan, published, today))
    .map(({ code, cause, message, hint }) => ({
      code,
      cause,
      message: message(plan, published),
      hint: hint(published),
    }));
  const ofConcerns = concerns
    .flatMap((concern) => concern.published?.rules ?? [])
    .flatMap(({ code, refusals }) => refusals(plan, { id, entry, recovered }).map((refusal) => ({ code, ...refusal })));
  return [...own, ...ofConcerns].map(({ code, cause, message, hint }) =>
    finding(code, { message, hint, tenant: plan.id, ...placesOf(plan, cause) }),
  );
}

/** In the tenant's own file: a value of the tier's is there through the line that names the tier. */
function placesOf(plan: TenantPlan, cause: string): { readonly place?: Place; readonly related?: Place } {
  const [own, tier] = [plan.origins.of(cause), plan.origins.of('tier')];
  const place = own === undefined ? undefined : placeOf(own);
  const tierPlace = tier === undefined ? undefined : placeOf(tier);
  if (own?.layer === 'tenant' || place === undefined || tierPlace === undefined)
    return place === undefined ? {} : { place };
  return { place: tierPlace, related: place };
}

interface Refusal {
  readonly code: FindingCode;
  /** The plan's value that led to it. */
  readonly cause: string;
  readonly holds: (plan: TenantPlan, published: PublishedTenant, today: string) => boolean;
  readonly message: (plan: TenantPlan, published: PublishedTenant) => string;
  readonly hint: (published: PublishedTenant) => string;
}

const refusals: readonly Refusal[] = [
  {
    code: 'plan/offboarding-backdated',
    cause: 'offboardedOn',
    holds: ({ lifecycle, offboardedOn = '' }, published, today) =>
      lifecycle === 'offboarding' && offboardedOn < earliestOffboarding(published, today),
    message: ({ id, offboardedOn }) =>
      `the offboarding of ${id} is dated ${offboardedOn}, which would cut its grace period short`,
    hint: () => `date it on the day it was asked for, at most ${reviewDays} days back; once published, never earlier`,
  },
  {
    code: 'check/cluster-moved',
    cause: 'cluster.region',
    holds: ({ cluster }, published) => published.cluster !== cluster.name,
    message: ({ id }, { cluster }) => `${id} is published on the cluster ${cluster}, and its data is there`,
    hint: () => 'put the region back; to move a tenant, restore a backup into a new one',
  },
];

/** Days that a pull request may take from its writing to its publishing. */
const reviewDays = 7;

/** The earliest day that an offboarding may be dated: none is counted from before people knew of it. A lost entry may have known. */
function earliestOffboarding({ entry }: PublishedTenant, today: string): string {
  if (entry === undefined) return '';
  if (entry.lifecycle === 'offboarding') return entry.offboardedOn;
  const day = Date.parse(today);
  return Number.isNaN(day) ? '' : new Date(day - reviewDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

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
