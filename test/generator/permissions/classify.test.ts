import { describe, expect, it } from 'vitest';
import { codesAndPlaces, replaced, sample, tenantText } from '../read/sources-fixture.js';
import { actionsOf, classified, codesOf, platformWithPermissions } from './change-fixture.js';

const file = 'tenants/newcomer.yaml';
const base = { [file]: tenantText('newcomer') };
const withLines = (...lines: string[]) => ({ [file]: tenantText('newcomer', lines) });
const edited = (from: string, to: string) => ({ [file]: replaced(tenantText('newcomer'), from, to) });

describe('classify', () => {
  it.each([
    ['add-tenant', {}, base],
    ['raise-tier', base, edited('tier: professional', 'tier: enterprise')],
    ['lower-tier', base, edited('tier: professional', 'tier: free')],
    ['move-tenant', base, edited('region: eu-west', 'region: us-east')],
    ['change-owner', base, edited('name: Office', 'name: Front desk')],
    ['change-details', base, edited('Some Garage', 'Another Garage')],
    ['change-env', base, withLines('env: {api: {LOCALE: de-DE}}')],
    ['change-domains', base, withLines('domains: [shop.newcomer.example]')],
    ['change-billing', base, withLines('billing: {customerId: cus_1}')],
    ['change-expiry', base, withLines('expiresAt: 2027-12-31')],
    ['suspend-tenant', base, withLines('lifecycle: suspended')],
    ['resume-tenant', withLines('lifecycle: suspended'), base],
    ['raise-overrides', base, withLines('overrides: {database: {storage: 80Gi}}')],
    ['lower-overrides', withLines('overrides: {database: {storage: 80Gi}}'), base],
  ])('sees %s', (kind, before, after) => {
    expect(actionsOf(before, after)).toEqual([`${kind} newcomer`]);
  });

  it('sees an offboarding and its date, and that calling it off is no mere suspension', () => {
    const leaving = withLines('lifecycle: offboarding', 'offboardedOn: 2026-11-01');
    expect(actionsOf(base, leaving)).toEqual(['offboard-tenant newcomer', 'offboard-tenant newcomer']);
    expect(actionsOf(leaving, withLines('lifecycle: suspended'))).toContain('resume-tenant newcomer');
    expect(actionsOf(leaving, {})).toEqual(['remove-tenant newcomer']);
  });

  it('takes a new tenant’s overrides and lifecycle for more than adding it', () => {
    const more = withLines('overrides: {services: {api: {replicas: 3}}}', 'lifecycle: suspended');
    expect(actionsOf({}, more)).toEqual(['add-tenant newcomer', 'raise-overrides newcomer', 'suspend-tenant newcomer']);
  });

  it('takes code of the platform’s own for the platform, and never beside a tenant', () => {
    const code = { 'constructs/extra/own.mjs': 'export default 1;' };
    expect(actionsOf({}, code)).toEqual(['change-platform']);
    expect(actionsOf(code, {})).toEqual(['change-platform']);
    expect(actionsOf(code, { 'constructs/extra/own.mjs': 'export default 2;' })).toEqual(['change-platform']);
    expect(codesOf(classified({}, { ...code, ...base }))).toContain('policy/mixed');
  });

  it('sees nothing in another form of the same values', () => {
    const storage = withLines('overrides: {database: {storage: 80Gi}}');
    const other = {
      [file]: `# a comment\n${tenantText('newcomer', ['overrides:', '  database: {storage: "81920Mi"}'])}`,
    };
    expect(actionsOf(storage, other)).toEqual([]);
    expect(actionsOf({}, { 'platform.yaml': `# a comment\n${sample('platform.yaml')}` })).toEqual([]);
  });

  it('says on which line each action is done', () => {
    const { actions } = classified(base, edited('tier: professional', 'tier: enterprise'));
    expect(actions.map(({ place }) => place)).toEqual([{ file, line: 8, column: 3 }]);
  });

  it('sees that a policy of objects is added, changed or removed', () => {
    const policy = 'policies/second.yaml';
    const text = `apiVersion: tenantry.dev/v1
kind: Policy
metadata: {name: second}
spec: {description: no jobs, kinds: [Job], validations: [{expression: "false", message: is a job}]}
`;
    expect(actionsOf({}, { [policy]: text })).toEqual(['change-policy']);
    expect(actionsOf({ [policy]: text }, {})).toEqual(['change-policy']);
    expect(actionsOf({ [policy]: text }, { [policy]: text.replace('"false"', '"true"') })).toEqual(['change-policy']);
    expect(actionsOf({ [policy]: text }, { [policy]: `# ours\n${text}` })).toEqual([]);
  });

  it('sees changes of a blueprint, and of the order of its tiers', () => {
    const text = sample('blueprints/workshop.yaml');
    expect(
      actionsOf({}, { 'blueprints/workshop.yaml': replaced(text, '  name: workshop\n', '  name: workshop # ours\n') }),
    ).toEqual([]);
    const blueprint = 'blueprints/second.yaml';
    const second = text.replace('name: workshop', 'name: second');
    expect(actionsOf({}, { [blueprint]: second })).toEqual(['change-blueprint']);
    expect(actionsOf({ [blueprint]: second }, {})).toEqual(['change-blueprint']);
    expect(actionsOf({ [blueprint]: second }, { [blueprint]: secondReordered(second) })).toEqual(['change-blueprint']);
  });

  it('tells platform.yaml from the policy in it', () => {
    const rules = [{ may: ['add-tenant'], who: { teams: ['support'] } }];
    const guarded = { 'platform.yaml': platformWithPermissions(rules) };
    expect(actionsOf({}, guarded)).toEqual(['change-policy']);
    const grown = { 'platform.yaml': replaced(platformWithPermissions(rules), 'deletions: 1', 'deletions: 9') };
    expect(actionsOf(guarded, grown)).toEqual(['change-platform']);
  });

  it('refuses a renamed tenant, and takes it for neither removed nor added', () => {
    const { actions, findings } = classified(base, { 'tenants/later.yaml': tenantText('later') });
    expect(actions).toEqual([]);
    expect(codesAndPlaces(findings)).toEqual(['policy/renamed tenants/later.yaml']);
  });

  it('refuses the removal of a tenant that is not offboarded', () => {
    expect(codesOf(classified(base, {}))).toEqual(['policy/undeclared-removal']);
    expect(codesOf(classified(withLines('lifecycle: offboarding', 'offboardedOn: 2026-11-01'), {}))).toEqual([]);
  });

  it('refuses a change of platform.yaml and tenants at once, at the line of the platform', () => {
    const platform = replaced(sample('platform.yaml'), 'deletions: 1', 'deletions: 9');
    const { findings } = classified({}, { ...base, 'platform.yaml': platform });
    expect(findings).toMatchObject([{ code: 'policy/mixed', place: { file: 'platform.yaml' }, related: { file } }]);
  });

  it('does not guess what a broken file does, before or after', () => {
    const broken = edited('tier: professional', 'tier: [');
    expect(codesAndPlaces(classified(base, broken).findings)).toEqual([`policy/unclear ${file}`]);
    expect(codesAndPlaces(classified(broken, base).findings)).toEqual([`policy/unclear ${file}`]);
    const { actions, findings } = classified({}, { ...base, 'platform.yaml': 'kind: Platform' });
    expect(codesAndPlaces(findings)).toEqual(['policy/unclear platform.yaml']);
    expect(actions).toEqual([]);
  });

  it('leaves a broken file alone that the change does not touch', () => {
    const broken = edited('tier: professional', 'tier: [');
    expect(classified(broken, { ...broken, 'tenants/other.yaml': tenantText('other') })).toMatchObject({
      actions: [{ kind: 'add-tenant', tenant: 'other' }],
      findings: [],
    });
  });
});

/** A blueprint whose last tier stands first: the same values in another order. */
function secondReordered(text: string): string {
  const [head = '', tiers = ''] = text.split(/(?<=\n {2}tiers:\n)/);
  const parts = tiers.split(/^(?= {4}[a-z]+:)/m);
  const last = parts.pop() ?? '';
  return `${head}${last.trimEnd()}\n${parts.join('')}`;
}
