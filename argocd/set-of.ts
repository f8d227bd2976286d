// Which set a tenant is in: a fixed bucket by the hash of its id, so that no ApplicationSet outgrows its own object.
import { createHash } from 'node:crypto';
import { argoCdNames } from './argocd-props.js';

/** The set's name; the same id and number of sets always give the same one. */
export function setOf(tenant: string, sets: number): string {
  return argoCdNames.set(createHash('sha256').update(tenant).digest().readUInt32BE(0) % sets);
}

/** Names of all sets. */
export function allSets(sets: number): string[] {
  return Array.from({ length: sets }, (_, index) => argoCdNames.set(index));
}
