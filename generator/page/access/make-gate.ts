// Who is let in, by the way of signing in that platform.yaml names: one entry each.
import type { PageSource } from '../../load/schema/platform/page.js';
import type { PageOptions } from '../page-options.js';
import type { Gate } from './gate.js';
import { oidcGate } from './oidc-gate.js';
import { trustedHeader } from './trusted-header.js';

type Access = PageSource['access'];

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

export function makeGate(options: PageOptions): Gate {
  const { access } = options.settings;
  if (access.kind === 'oidc') return gates.oidc(access, options);
  return access.kind === 'off' ? gates.off(access, options) : gates['trusted-header'](access, options);
}
