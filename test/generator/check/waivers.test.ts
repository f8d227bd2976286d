import { describe, expect, it } from 'vitest';
import { finding } from '../../../constructs/base/finding.js';
import type { FindingCode } from '../../../constructs/base/finding-codes.js';
import { findingCodes } from '../../../constructs/base/finding-codes.js';
import type { ObjectCheck } from '../../../generator/check/object-finding.js';
import { waivableCodes } from '../../../generator/read/schema/waivers.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import { loadSample, platformWith } from '../../sample-platform.js';
import { codesAndPlaces, planFiles, replaced, sample } from '../read/sources-fixture.js';

interface Written {
  readonly code?: string;
  readonly tenant?: string;
  readonly until?: string;
}

const waiver = ({ code = 'check/no-probe', tenant = 'acme-auto', until = '2027-03-31' }: Written = {}) =>
  `{code: ${code}, tenant: ${tenant}, reason: the next release has one, until: ${until}}`;

/** A check that finds the same in each of some tenants. */
const findingIn = (code: FindingCode, tenants: readonly string[]): ObjectCheck => ({
  readsArgoCd: false,
  check: (_, plan) =>
    plan !== undefined && tenants.includes(plan.id) ? [finding(code, { message: 'found', tenant: plan.id })] : [],
  conclude: () => [],
});

function run(waivers: readonly string[], checks: readonly ObjectCheck[], today = '2026-11-21') {
  const text = `  waivers:\n${waivers.map((each) => `    - ${each}\n`).join('')}  prices:\n`;
  const { sources } = loadSample({ platform: platformWith('  prices:\n', text) });
  const { findings, failing } = new PlatformRenderer(sources, { objectChecks: checks, today }).render(new Map());
  const told = findings.map(({ code, severity, tenant, place }) => [code, severity, tenant ?? place?.file].join(' '));
  return { told, failing: [...failing], findings };
}

describe('a waiver', () => {
  it('makes a warning of the error, with its reason and end, and lets the tenant go out', () => {
    const { told, failing, findings } = run([waiver()], [findingIn('check/no-probe', ['acme-auto'])]);
    expect(told).toEqual(['check/no-probe warning acme-auto']);
    expect(findings[0]?.message).toBe('found (waived until 2027-03-31: the next release has one)');
    expect(failing).toEqual([]);
  });

  it.each(['2027-03-31', '2026-11-21'])('counts up to its last day, as on %s', (today) => {
    const { failing } = run([waiver()], [findingIn('check/no-probe', ['acme-auto'])], today);
    expect(failing).toEqual([]);
  });

  it('ends after that day: the error is back, and the waiver a finding itself', () => {
    const { told, failing } = run([waiver()], [findingIn('check/no-probe', ['acme-auto'])], '2027-04-01');
    expect(told).toEqual(['check/no-probe error acme-auto', 'waiver/expired warning platform.yaml']);
    expect(failing).toEqual(['acme-auto']);
  });

  it('is for its tenant and code alone', () => {
    const { told, failing } = run(
      [waiver()],
      [findingIn('check/no-probe', ['acme-auto', 'bolt-garage']), findingIn('check/job-ttl', ['acme-auto'])],
    );
    expect(told).toContain('check/no-probe error bolt-garage');
    expect(told).toContain('check/job-ttl error acme-auto');
    expect(failing.sort()).toEqual(['acme-auto', 'bolt-garage']);
  });

  it('can be for all tenants', () => {
    const { failing } = run([waiver({ tenant: '"*"' })], [findingIn('check/no-probe', ['acme-auto', 'bolt-garage'])]);
    expect(failing).toEqual([]);
  });

  it.each(['acme-auto', '"*"', 'nobody'])('for %s that nothing needs is a warning at its line', (tenant) => {
    expect(run([waiver({ tenant })], []).told).toEqual(['waiver/unused warning platform.yaml']);
  });

  it('is not called unused where its tenant could not be checked', () => {
    const text = replaced(sample('tenants/acme-auto.yaml'), 'storage: 80Gi', 'storage: 8000Gi');
    const platform = platformWith('  prices:\n', `  waivers:\n    - ${waiver()}\n  prices:\n`);
    const tenants = [{ file: 'tenants/acme-auto.yaml', text, findings: [] }];
    const { findings } = new PlatformRenderer(loadSample({ platform, tenants }).sources).render(new Map());
    expect(findings.map(({ code }) => code)).toEqual(['plan/above-ceiling']);
  });
});

describe('what can be waived', () => {
  it('are checks that are errors', () => {
    const others = waivableCodes.filter((code) => findingCodes[code].severity !== 'error');
    expect(others).toEqual([]);
  });

  const never = Object.keys(findingCodes).filter(
    (code) =>
      /foreign-|claimed-twice|secret-in-git|forbidden-kind|unguarded|moved|shrinks/.test(code) || !/^check/.test(code),
  );

  it.each(never)('is never %s', (code) => {
    const platform = replaced(
      sample('platform.yaml'),
      '  prices:\n',
      `  waivers:\n    - ${waiver({ code })}\n  prices:\n`,
    );
    expect(codesAndPlaces(planFiles({ 'platform.yaml': platform }).findings)).toEqual([
      expect.stringMatching(/^load\/invalid-value platform\.yaml:/),
    ]);
  });
});
