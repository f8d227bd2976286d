import { describe, expect, it } from 'vitest';
import { load } from '../../../generator/read/load.js';
import { platformWithPermissions } from '../permissions/change-fixture.js';
import { textsOf } from './sources-fixture.js';

const who = { teams: ['support'] };
const codes = (...rules: object[]) =>
  load(textsOf({ 'platform.yaml': platformWithPermissions(rules) })).findings.map(({ code }) => code);

describe('a policy', () => {
  it('may name every team, blueprint, tier, region and ring that there is', () => {
    const where = { blueprints: ['workshop'], tiers: ['demo', 'free'], regions: ['eu-west'], rings: ['canary'] };
    expect(codes({ may: ['add-tenant'], who, where, approvals: { by: { teams: ['platform'] } } })).toEqual([]);
  });

  it.each([
    [{ may: ['add-tenant'], who: { teams: ['suport'] } }],
    [{ may: ['add-tenant'], who, where: { blueprints: ['workshp'] } }],
    [{ may: ['add-tenant'], who, where: { tiers: ['gold'] } }],
    [{ may: ['add-tenant'], who, where: { regions: ['mars'] } }],
    [{ may: ['add-tenant'], who, where: { rings: ['saturn'] } }],
    [{ may: ['add-tenant'], who, approvals: { by: { teams: ['bosses'] } } }],
  ])('may not name what there is not: %o', (rule) => {
    expect(codes(rule)).toEqual(['load/unknown-in-policy']);
  });

  it('points to the very word', () => {
    const { findings } = load(
      textsOf({
        'platform.yaml': platformWithPermissions([{ may: ['add-tenant'], who, where: { tiers: ['demo', 'gold'] } }]),
      }),
    );
    const { line = 0 } = findings[0]?.place ?? {};
    expect(
      platformWithPermissions([{ may: ['add-tenant'], who, where: { tiers: ['demo', 'gold'] } }]).split('\n')[line - 1],
    ).toMatch(/gold/);
  });

  it.each([
    [{ may: ['add-tenant'], who: 'anyone' }],
    [{ may: ['add-tenant'], who: {} }],
    [{ may: [], who }],
    [{ may: ['rule-the-world'], who }],
    [{ may: ['add-tenant'], who, where: { tiers: [] } }],
    [{ may: ['add-tenant'], who, approvals: { count: 0, by: who } }],
    [{ may: ['add-tenant'], who: { users: ['@mona'] } }],
  ])('is broken, and with it the platform, by %o', (rule) => {
    expect(load(textsOf({ 'platform.yaml': platformWithPermissions([rule]) })).sources).toBeUndefined();
  });
});
