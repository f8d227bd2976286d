import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionNames } from '../../../generator/read/schema/permissions.js';
import { replaced, sample, tenantText } from '../read/sources-fixture.js';
import { type ChangeInput, checked, codesOf, platformWithPermissions } from './change-fixture.js';

const support = { teams: ['support'] };
const platformTeam = { teams: ['platform'] };
const known = new Map([['platform', ['pat-example', 'quinn-example']]]);
const newcomer = { 'tenants/newcomer.yaml': tenantText('newcomer') };
const guarded = (...rules: object[]) => ({ 'platform.yaml': platformWithPermissions(rules) });
const addTenants = { may: ['add-tenant'], who: support };
const approved = { ...addTenants, approvals: { count: 2, by: platformTeam } };

describe('checkChange', () => {
  it('permits what a rule gives to the author’s team, in upper or lower case', () => {
    const change = { before: guarded(addTenants), after: newcomer };
    expect(checked(change)).toMatchObject({ outcome: 'allowed', findings: [] });
    expect(checked({ ...change, author: 'sam-example' })).toMatchObject({ outcome: 'allowed' });
  });

  it('refuses what no rule gives', () => {
    const result = checked({ before: guarded({ ...addTenants, may: ['change-env'] }), after: newcomer });
    expect(result.outcome).toBe('refused');
    expect(result.findings).toMatchObject([
      { code: 'policy/not-allowed', tenant: 'newcomer', place: { file: 'tenants/newcomer.yaml', line: 1 } },
    ]);
  });

  it('refuses a person of whom the policy knows nothing, named or not', () => {
    for (const author of ['stranger', ''])
      expect(codesOf(checked({ before: guarded(addTenants), after: newcomer, author }))).toEqual([
        'policy/unknown-user',
      ]);
  });

  it('refuses where nobody says who is in the team', () => {
    const change = { before: guarded({ ...addTenants, who: platformTeam }), after: newcomer, author: 'pat-example' };
    expect(codesOf(checked(change))).toEqual(['policy/unknown-membership']);
    expect(checked({ ...change, teams: known }).outcome).toBe('allowed');
  });

  it('does not let told members replace those that platform.yaml lists', () => {
    const teams = new Map([['support', ['stranger']]]);
    expect(checked({ before: guarded(addTenants), after: newcomer, author: 'stranger', teams }).outcome).toBe(
      'refused',
    );
  });

  it('waits for approvals of the right people, each counted once and the author never', () => {
    const change = { before: guarded(approved), after: newcomer, teams: known };
    const outcome = (...approvedBy: string[]) => checked({ ...change, approvedBy });
    expect(codesOf(outcome())).toEqual(['policy/approval-missing']);
    expect(outcome('pat-example', 'PAT-example').outcome).toBe('waiting');
    expect(outcome('pat-example', 'sam-example', 'mona-example').outcome).toBe('waiting');
    expect(outcome('pat-example', 'quinn-example').outcome).toBe('allowed');
    const own = { ...approved, who: 'anyone' };
    const author = 'pat-example';
    expect(checked({ ...change, before: guarded(own), author, approvedBy: [author, 'quinn-example'] }).outcome).toBe(
      'waiting',
    );
  });

  it('counts no approval of a team that nobody knows', () => {
    const change = { before: guarded(approved), after: newcomer, approvedBy: ['pat-example', 'quinn-example'] };
    expect(checked(change).outcome).toBe('waiting');
  });

  it('needs a tenant to fit a rule’s limits before and after', () => {
    const rule = (tiers: string[]) => guarded({ may: ['raise-tier'], who: support, where: { tiers } });
    const raised = { 'tenants/newcomer.yaml': replaced(tenantText('newcomer'), 'professional', 'enterprise') };
    const change = (before: object): ChangeInput => ({ before: { ...newcomer, ...before }, after: raised });
    expect(checked(change(rule(['professional']))).outcome).toBe('refused');
    expect(checked(change(rule(['enterprise']))).outcome).toBe('refused');
    expect(checked(change(rule(['professional', 'enterprise']))).outcome).toBe('allowed');
  });

  it.each([
    [{ blueprints: ['workshop'] }, 'allowed'],
    [{ regions: ['eu-west'] }, 'allowed'],
    [{ regions: ['us-east'] }, 'refused'],
    [{ rings: ['stable'] }, 'allowed'],
    [{ rings: ['canary'] }, 'refused'],
    [{ tiers: ['professional'], regions: ['us-east'] }, 'refused'],
  ])('holds a tenant against %o', (where, outcome) => {
    expect(checked({ before: guarded({ ...addTenants, where }), after: newcomer }).outcome).toBe(outcome);
  });

  it('gives nothing of the whole platform by a rule about a part of it', () => {
    const everything = { may: Object.keys(actionNames), who: support };
    const after = { 'platform.yaml': replaced(platformWithPermissions([everything]), 'deletions: 1', 'deletions: 9') };
    expect(checked({ before: guarded(everything), after }).outcome).toBe('allowed');
    const limited = { ...everything, where: { regions: ['eu-west'] } };
    expect(checked({ before: guarded(limited), after }).outcome).toBe('refused');
  });

  it('judges a change of the policy by the policy that it changes', () => {
    const after = guarded({ may: Object.keys(actionNames), who: { users: ['stranger'] } });
    const result = checked({ before: guarded(addTenants), after, author: 'stranger' });
    expect(result.verdicts).toMatchObject([{ action: { kind: 'change-policy' }, answer: 'unknown-user' }]);
    expect(checked({ before: guarded(addTenants), after: { 'platform.yaml': sample('platform.yaml') } }).outcome).toBe(
      'refused',
    );
  });

  it('refuses whatever goes to a broken platform', () => {
    expect(codesOf(checked({ before: { 'platform.yaml': 'kind: Platform' }, after: newcomer }))).toEqual([
      'policy/broken-base',
    ]);
  });

  it('refuses a change that breaks the platform', () => {
    const after = { 'platform.yaml': 'kind: Platform' };
    expect(checked({ before: guarded(addTenants), after })).toMatchObject({ outcome: 'refused', actions: [] });
    expect(checked({ before: guarded(addTenants), after: { 'platform.yaml': undefined } }).outcome).toBe('refused');
  });

  it('refuses a rendered file that was edited by hand, with or without a policy', () => {
    const editedByHand = ['dist/clusters/eu-west/tenants/acme-auto/network.yaml'];
    for (const before of [{}, guarded(addTenants)]) {
      const result = checked({ before, editedByHand });
      expect(result.outcome).toBe('refused');
      expect(result.findings).toContainEqual(
        expect.objectContaining({ code: 'policy/edited-by-hand', place: { file: editedByHand[0] } }),
      );
    }
  });

  it('permits everything without a policy, and says so once', () => {
    for (const before of [{}, { 'platform.yaml': undefined }]) {
      const result = checked({
        before,
        after: { ...newcomer, 'platform.yaml': sample('platform.yaml') },
        author: 'stranger',
      });
      expect(result).toMatchObject({ outcome: 'open', findings: [{ code: 'policy/none' }] });
    }
  });

  it('has nothing against a change that changes nothing, whoever makes it', () => {
    expect(checked({ before: guarded(addTenants), author: 'stranger' })).toMatchObject({
      outcome: 'allowed',
      findings: [],
    });
  });
});

describe('any policy', () => {
  const logins = ['mona-example', 'sam-example', 'pat-example', 'quinn-example', 'stranger'];
  const people = fc.constantFrom(
    support,
    platformTeam,
    { users: ['stranger'] },
    { teams: ['platform'], users: ['pat-example'] },
  );
  const rule = fc.record({
    may: fc.uniqueArray(fc.constantFrom(...Object.keys(actionNames)), { minLength: 1 }),
    who: people,
    approvals: fc.record({ count: fc.integer({ min: 1, max: 3 }), by: people }),
  });
  const rules = fc.array(rule, { maxLength: 3 });
  const some = fc.subarray(logins);
  const after = {
    'tenants/acme-auto.yaml': replaced(sample('tenants/acme-auto.yaml'), 'tier: professional', 'tier: enterprise'),
    ...newcomer,
  };
  const rank = ['allowed', 'waiting', 'refused'];
  const judgedBy = (all: readonly object[], author: string, approvedBy: readonly string[], teams = known) =>
    checked({ before: guarded(...all), after, author, approvedBy, teams });

  it('refuses nothing for an approval more', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...logins), some, some, (all, author, few, more) => {
        const before = judgedBy(all, author, few);
        const later = judgedBy(all, author, [...few, ...more]);
        expect(rank.indexOf(later.outcome)).toBeLessThanOrEqual(rank.indexOf(before.outcome));
      }),
      { numRuns: 40 },
    );
  });

  it('refuses nothing for a rule more, and permits nothing for knowing less of a team', () => {
    fc.assert(
      fc.property(rules, rule, fc.constantFrom(...logins), some, (all, more, author, approvedBy) => {
        const outcome = (...args: Parameters<typeof judgedBy>) => rank.indexOf(judgedBy(...args).outcome);
        const before = outcome(all, author, approvedBy);
        expect(outcome([...all, more], author, approvedBy)).toBeLessThanOrEqual(before);
        expect(outcome(all, author, approvedBy, new Map())).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('without rules permits nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...logins), some, (author, approvedBy) => {
        expect(judgedBy([], author, approvedBy).outcome).toBe('refused');
      }),
      { numRuns: 10 },
    );
  });
});
