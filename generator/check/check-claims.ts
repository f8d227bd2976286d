// What must be one tenant's alone, over the whole set: hosts, namespaces, secret and backup paths.
// Who has the better right keeps it, and the other is refused; where two have the same, both are.
import { type Finding, finding, type Place } from '../../constructs/base/finding.js';
import { compareText } from '../../constructs/base/order.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { placeOf } from '../../constructs/base/traced.js';
import { claimsOf } from '../../constructs/index.js';
import type { PublishedTenants } from '../tree/published-tenant.js';

/** What one has to a claim, the better right the higher: what runs is not taken away for what was merged beside it. */
export const rights = { none: 0, merged: 1, published: 2 } as const;

export type Right = (typeof rights)[keyof typeof rights];

export interface Claimant {
  readonly id: string;
  readonly claims: readonly string[];
  /** What the tenant has already, published or where a change is to go; empty for a newcomer. */
  readonly held: ReadonlyMap<string, Right>;
  /** True for a claim that the tenant holds and its file does not make any more. */
  readonly givesUp: (claim: string) => boolean;
  /** Where the tenant's file says a claim, if it does. */
  readonly place: (claim: string) => Place;
}

/**
 * Findings for each tenant that may not have what it claims; linear in the number of claims.
 * `asking`: those whom the findings are about; others than the claimants hold nothing themselves.
 */
export function checkClaims(claimants: readonly Claimant[], asking = claimants): Finding[] {
  const holders = new Map<string, Holding[]>();
  for (const claimant of [...claimants].sort((a, b) => compareText(a.id, b.id))) {
    for (const claim of new Set([...claimant.claims, ...claimant.held.keys()])) {
      for (const key of [claim, ...parentHosts(claim).map(below)]) hold(holders, key, { claimant, claim });
    }
  }
  return asking.flatMap((claimant) => claimant.claims.flatMap((claim) => conflicts({ claimant, claim }, holders)));
}

/** A claim and whose it is. */
interface Holding {
  readonly claimant: Claimant;
  readonly claim: string;
}

function hold(holders: Map<string, Holding[]>, key: string, holding: Holding): void {
  const others = holders.get(key);
  if (others === undefined) holders.set(key, [holding]);
  else others.push(holding);
}

/** `host:a.b.example` is below `host:b.example`: whoever has the one could be mistaken for the owner of the other. */
function parentHosts(claim: string): string[] {
  if (!claim.startsWith('host:')) return [];
  const labels = claim.slice('host:'.length).split('.');
  return labels.slice(1, -1).map((_, index) => `host:${labels.slice(index + 1).join('.')}`);
}

/** The key under which every claim below a host is found. */
function below(host: string): string {
  return `below ${host}`;
}

function conflicts(own: Holding, holders: ReadonlyMap<string, readonly Holding[]>): Finding[] {
  const rivals = [own.claim, ...parentHosts(own.claim), below(own.claim)]
    .flatMap((key) => holders.get(key) ?? [])
    .filter((other) => other.claimant.id !== own.claimant.id && rightTo(other) >= rightTo(own));
  const rival = rivals.find((other) => rightTo(other) > rightTo(own)) ?? rivals[0];
  return rival === undefined ? [] : [claimFinding(own, rival)];
}

function rightTo({ claimant, claim }: Holding): Right {
  return claimant.held.get(claim) ?? rights.none;
}

function claimFinding(own: Holding, rival: Holding): Finding {
  const [name, taken] = [own, rival].map(({ claim }) => claim.slice(claim.indexOf(':') + 1));
  const same = own.claim === rival.claim;
  return finding(same ? 'check/claimed-twice' : 'plan/host-not-allowed', {
    message: same
      ? `${name} is claimed by ${rival.claimant.id} too`
      : `${name} overlaps with ${taken}, which belongs to ${rival.claimant.id}`,
    hint: hintAbout(own, rival),
    place: own.claimant.place(own.claim),
    tenant: own.claimant.id,
    related: rival.claimant.place(rival.claim),
  });
}

function hintAbout(own: Holding, rival: Holding): string {
  const { id, givesUp } = rival.claimant;
  if (givesUp(rival.claim)) return `${id} has it and gives it up: publish that first, then this`;
  return rightTo(own) === rightTo(rival)
    ? 'neither had it before the other: remove it from one of the two'
    : `${id} had it first and keeps it: choose another`;
}

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
