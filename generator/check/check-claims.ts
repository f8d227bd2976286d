// What must be one tenant's alone, over the whole set: hosts, namespaces, secret and backup paths.
// Who had it first keeps it, and the newcomer is refused; where nobody knows who was first, both are.
import type { Finding } from '../finding/finding.js';
import { finding, type Place } from '../finding/finding.js';
import { compareText } from '../published/compare.js';

export interface Claimant {
  readonly id: string;
  readonly claims: readonly string[];
  /** What the tenant has already, published or where a change is to go; empty for a newcomer. */
  readonly held: readonly string[];
  /** True for a claim that the tenant holds and its file does not make any more. */
  readonly givesUp: (claim: string) => boolean;
  /** Where the tenant's file says a claim, if it does. */
  readonly place: (claim: string) => Place;
}

/**
 * Findings for each tenant that may not have what it claims; linear in the number of claims.
 * `judged`: those who are told of; others than the claimants hold nothing themselves.
 */
export function checkClaims(claimants: readonly Claimant[], judged = claimants): Finding[] {
  const holders = new Map<string, Holding[]>();
  for (const claimant of [...claimants].sort((a, b) => compareText(a.id, b.id))) {
    for (const claim of new Set([...claimant.claims, ...claimant.held])) {
      for (const key of [claim, ...parentHosts(claim).map(below)]) hold(holders, key, { claimant, claim });
    }
  }
  return judged.flatMap((claimant) => claimant.claims.flatMap((claim) => conflicts({ claimant, claim }, holders)));
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
  const rival = [own.claim, ...parentHosts(own.claim), below(own.claim)]
    .flatMap((key) => holders.get(key) ?? [])
    .find((other) => other.claimant.id !== own.claimant.id && !(isHeld(own) && !isHeld(other)));
  return rival === undefined ? [] : [claimFinding(own, rival)];
}

function isHeld({ claimant, claim }: Holding): boolean {
  return claimant.held.includes(claim);
}

function claimFinding(own: Holding, rival: Holding): Finding {
  const [name, taken] = [own, rival].map(({ claim }) => claim.slice(claim.indexOf(':') + 1));
  const same = own.claim === rival.claim;
  return finding(same ? 'check/claimed-twice' : 'plan/host-not-allowed', {
    message: same
      ? `${name} is claimed by ${rival.claimant.id} too`
      : `${name} overlaps with ${taken}, which belongs to ${rival.claimant.id}`,
    hint: hintAbout(rival),
    place: own.claimant.place(own.claim),
    tenant: own.claimant.id,
    related: rival.claimant.place(rival.claim),
  });
}

function hintAbout({ claimant, claim }: Holding): string {
  if (!isHeld({ claimant, claim })) return 'neither had it before: remove it from one of the two';
  return claimant.givesUp(claim)
    ? `${claimant.id} has it and gives it up: publish that first, then this`
    : `${claimant.id} had it first and keeps it: choose another`;
}
