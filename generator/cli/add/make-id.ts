// A tenant's id from the customer's name: readable, and with a random end, so that no two customers of one name meet.
import { randomInt } from 'node:crypto';
import { toLabel } from '../to-label.js';

const longestId = 40;
const suffixLength = 6;
const characters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** As `acme-auto-a1b2c3`; never one that is taken. */
export function makeId(displayName: string, isTaken: (id: string) => boolean, random = randomSuffix): string {
  const begin = toLabel(displayName, { longest: longestId - suffixLength - 1, fallback: 'tenant' });
  for (;;) {
    const id = `${begin}-${random()}`;
    if (!isTaken(id)) return id;
  }
}

function randomSuffix(): string {
  return Array.from({ length: suffixLength }, () => characters.charAt(randomInt(characters.length))).join('');
}
