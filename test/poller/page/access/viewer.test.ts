import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsThatCount, viewerOf } from '../../../../poller/page/access/viewer.js';

const rules = {
  viewers: { fleet: ['platform-team'], tenants: { support: ['acme-auto', 'bolt-garage'] } },
  viewersGroup: 'tenant-{tenant}-viewers',
} as const;
const writable = {
  viewersGroup: rules.viewersGroup,
  viewers: { fleet: [...rules.viewers.fleet], tenants: { support: [...rules.viewers.tenants.support] } },
};

const see = (...groups: string[]) => viewerOf('jane', groups, writable).tenants;

describe('a viewer', () => {
  it('sees all tenants by a group of the fleet, or where everyone does', () => {
    expect(see('platform-team')).toBe('all');
    expect(viewerOf('jane', [], { ...writable, viewers: 'everyone' }).tenants).toBe('all');
  });

  it('sees the tenants that their groups name, and no others', () => {
    expect(see('support', 'tenant-city-motors-viewers')).toEqual(new Set(['acme-auto', 'bolt-garage', 'city-motors']));
    expect(see()).toEqual(new Set());
    expect(see('tenant--viewers', 'tenant-A B-viewers', 'xtenant-acme-viewers', '__proto__', 'constructor')).toEqual(
      new Set(),
    );
  });

  it('sees the same by the groups that a session keeps', () => {
    const names = fc.constantFrom(
      'platform-team',
      'support',
      'tenant-a-viewers',
      'tenant-b-viewers',
      'others',
      'toString',
    );
    fc.assert(
      fc.property(fc.array(names), (groups) => {
        expect(see(...groupsThatCount(groups, writable))).toEqual(see(...groups));
      }),
    );
  });
});
