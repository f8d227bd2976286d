// Ranges of addresses as network rules write them, and whether one holds or touches another.
import { BlockList, isIP } from 'node:net';
import { memoize } from './memoize.js';

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly members: BlockList;
}

/** True for text that is a range of either family; IPv4 in the dress of IPv6 is none, since no policy means it. */
export function isRange(cidr: string): boolean {
  return tryRange(cidr) !== undefined;
}

/** True where every address of the inner range is in the outer one; false for text that is no range. */
export function contains(outer: string, inner: string): boolean {
  const [a, b] = [tryRange(outer), tryRange(inner)];
  if (a === undefined || b === undefined || a.family !== b.family || a.bits > b.bits) return false;
  return a.members.check(b.address, b.family);
}

/** True where two ranges share an address: one then holds the other. */
export function overlaps(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

const tryRange = memoize((cidr): Range | undefined => {
  const [, address = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const version = isIP(address);
  const bits = Number(digits);
  if (version === 0 || bits > (version === 4 ? 32 : 128) || mapped.test(address)) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const members = new BlockList();
  members.addSubnet(address, bits, family);
  return { address, bits, family, members };
});

/** `::ffff:169.254.169.254` in either spelling, and any other mixed notation. */
const mapped = /^[0:]*:ffff:|:.*\./i;
