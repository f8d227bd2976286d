// What must be one tenant's alone, over the whole set: hosts, namespaces, secret and backup paths.
// Who has the better right keeps it, and the other is refused; where two have the same, both are.
import type { Finding } from '../../constructs/base/finding.js';
import { finding, type Place } from '../../constructs/base/finding.js';
import { compareText } from '../../constructs/base/order.js';

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
