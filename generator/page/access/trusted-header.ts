// Sign-in by a proxy in front: it names the person and their groups in headers. Only the proxy's own addresses are believed, and
// nobody else is let in at all.
import { BlockList, isIP } from 'node:net';
import type { PageSource } from '../../load/schema/platform/page.js';
import { type Viewer, viewerOf } from './viewer.js';

export type HeaderAccess = Extract<PageSource['access'], { kind: 'trusted-header' }>;

export interface HeaderRequest {
  /** Of the connection; nothing that a header says. */
  readonly remoteAddress: string | undefined;
  readonly header: (name: string) => string | undefined;
}

export type HeaderAnswer =
  | { readonly viewer: Viewer }
  | { readonly refused: 'not-the-proxy' | 'not-signed-in' | 'named-twice' };

export function trustedHeader(access: HeaderAccess, viewersGroup: string): (request: HeaderRequest) => HeaderAnswer {
  const proxies = new BlockList();
  for (const range of access.from) addRange(proxies, range);
  return ({ remoteAddress, header }) => {
    if (!isListed(proxies, remoteAddress)) return { refused: 'not-the-proxy' };
    const user = header(access.user)?.trim() ?? '';
    if (user === '') return { refused: 'not-signed-in' };
    // Node joins headers of one name: a name with a comma is the browser's beside the proxy's.
    if (user.includes(',')) return { refused: 'named-twice' };
    const groups = (header(access.groups) ?? '').split(',').map((group) => group.trim());
    return { viewer: viewerOf(user, groups, { viewers: access.viewers, viewersGroup }) };
  };
}

function addRange(list: BlockList, range: string): void {
  const [address = '', bits = ''] = range.split('/');
  list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function isListed(list: BlockList, remote: string | undefined): boolean {
  // A socket for both kinds of addresses writes the older kind so.
  const address = remote?.replace(/^::ffff:(?=\d{1,3}\.)/i, '') ?? '';
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
