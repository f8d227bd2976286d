// Makes the gate for the kind of access in platform.yaml: off, trusted-header or oidc.

import { BlockList, isIP } from 'node:net';
import type { PageSource } from '../../../generator/read/schema/page.js';
import type { PageOptions } from '../page-options.js';
import type { Gate } from './gate.js';
import { oidcGate } from './oidc-gate.js';
import { type Viewer, viewerOf } from './viewer.js';

type Access = PageSource['access'];

export function makeGate(options: PageOptions): Gate {
  const { access } = options.settings;
  if (access.kind === 'oidc') return gates.oidc(access, options);
  return access.kind === 'off' ? gates.off(access, options) : gates['trusted-header'](access, options);
}

const gates: {
  readonly [Kind in Access['kind']]: (access: Extract<Access, { kind: Kind }>, options: PageOptions) => Gate;
} = {
  off: () => ({ admit: async () => ({ viewer: { name: 'this machine', tenants: 'all' } }) }),
  'trusted-header': (access, { viewersGroup }) => {
    const ask = trustedHeader(access, viewersGroup);
    return {
      admit: async (c) => ask({ remoteAddress: c.env.remoteAddress, header: (name) => c.req.header(name) }),
    };
  },
  oidc: (access, options) => oidcGate(access, options),
};

type HeaderAccess = Extract<PageSource['access'], { kind: 'trusted-header' }>;

interface HeaderRequest {
  /** Of the connection; nothing that a header says. */
  readonly remoteAddress: string | undefined;
  readonly header: (name: string) => string | undefined;
}

type HeaderAnswer =
  | { readonly viewer: Viewer }
  | { readonly refused: 'not-the-proxy' | 'not-signed-in' | 'named-twice' };

function trustedHeader(access: HeaderAccess, viewersGroup: string): (request: HeaderRequest) => HeaderAnswer {
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
