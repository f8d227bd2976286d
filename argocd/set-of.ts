// Which set a tenant is in: a fixed hash bucket of its id, so that no ApplicationSet and no root Application holds all tenants.
import { createHash } from 'node:crypto';

/** The name of the set, as `set-3`. It depends on the id and the number of sets alone. */
export function setOf(tenantId: string, sets: number): string {
  const digest = createHash('sha256').update(tenantId).digest();
  return setName(digest.readUIntBE(0, hashBytes) % sets);
}

/** Every set of a cluster, empty ones too. */
export function setNames(sets: number): string[] {
  return Array.from({ length: sets }, (_, index) => setName(index));
}

/** 48 bits: what a number holds exactly, and far more than the number of sets, so that no set is favoured. */
const hashBytes = 6;

function setName(index: number): string {
  return `set-${index}`;
}
