import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../constructs/base/finding.js';
import { factsOf, factTypes } from '../../../generator/object-policies/cel-environment.js';
import { compilePolicies } from '../../../generator/object-policies/compile-policies.js';
import { PolicyCheck } from '../../../generator/object-policies/policy-check.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import { findTenant } from '../../constructs/broken-tenant.js';
import { loadSample, platformWith, sampleTenants, sourceText } from '../../sample-platform.js';

interface Written {
  readonly expression: string;
  readonly more?: string;
  readonly kinds?: string;
  readonly validation?: string;
}

function policyText({ expression, more = '', kinds = 'Deployment', validation = '' }: Written): string {
  return `apiVersion: tenantry.dev/v1
kind: Policy
metadata: {name: ours}
spec:
  description: we want it so
  kinds: [${kinds}]
${more}
  validations:
    - expression: ${JSON.stringify(expression)}
      message: is not as we want it
${validation}
`;
}

function run(written: Written, platform?: ReturnType<typeof platformWith>) {
  const policies = [sourceText('policies/ours.yaml', policyText(written))];
  const { sources, findings } = loadSample({ policies, platform });
  expect(findings).toEqual([]);
  const compiled = compilePolicies(sources.policies);
  expect(compiled.findings).toEqual([]);
  const renderer = new PlatformRenderer(sources, { objectChecks: [new PolicyCheck(compiled.policies)] });
  const output = renderer.render(new Map());
  return { ...output, tenants: [...new Set(output.findings.map(({ tenant }) => tenant))].sort() };
}

const about = (findings: readonly Finding[]) => [...new Set(findings.map(({ message }) => message))];

describe('a policy', () => {
  it('keeps back each tenant that does not keep to it, and names the object, the policy and its line', () => {
    const { findings, failing } = run({ expression: 'tenant.id != "acme-auto" || object.metadata.name != "api"' });
    expect(findings).toMatchObject([
      {
        code: 'check/policy',
        severity: 'error',
        tenant: 'acme-auto',
        message: 'Deployment api is not as we want it (policy ours)',
        hint: 'we want it so',
        place: { file: 'blueprints/workshop.yaml' },
        manifest: 'clusters/eu-west/tenants/acme-auto/services.yaml',
        related: { file: 'policies/ours.yaml', line: 9 },
      },
    ]);
    expect([...failing]).toEqual(['acme-auto']);
  });

  it('that only warns lets tenants go out', () => {
    const { findings, failing } = run({ expression: 'tenant.id != "acme-auto"', more: '  severity: warning' });
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect([...failing]).toEqual([]);
  });

  it('that can not be evaluated does not pass', () => {
    const { findings, failing } = run({ expression: 'object.spec.nothing.here == 1' });
    expect(failing.size).toBe(sampleTenants);
    expect(about(findings)[0]).toMatch(/^Deployment \w+ can not be judged: .* \(policy ours\)$/);
  });

  it('that gives neither true nor false does not pass', () => {
    expect(about(run({ expression: 'object.spec' }).findings)[0]).toContain('neither true nor false');
  });

  it.each([
    ['ids: [acme-auto]', ['acme-auto']],
    ['tiers: [enterprise]', ['city-motors']],
    ['blueprints: [workshop], tiers: [enterprise, demo]', ['city-motors', 'demo-harbor']],
    ['regions: [us-east], rings: [canary]', ['demo-harbor']],
    ['lifecycles: [suspended]', ['fjord-service']],
  ])('looks at tenants of {%s} only', (tenants, wanted) => {
    const { findings } = run({ expression: 'false', kinds: 'Namespace', more: `  tenants: {${tenants}}` });
    expect(findings.map(({ tenant }) => tenant).sort()).toEqual(wanted);
  });

  it('looks at its concerns only', () => {
    const of = (concern: string) =>
      run({ expression: 'false', kinds: 'ConfigMap', more: `  concerns: [${concern}]` }).findings.length;
    expect(of('routes')).toBe(0);
    expect(of('monitoring') + of('namespace')).toBeGreaterThan(0);
  });

  it('can say what it found, on one line that is not endless, and else says its message', () => {
    const says = (expression: string) =>
      about(
        run({
          expression: 'object.metadata.name != "api" || tenant.id != "acme-auto"',
          validation: `      messageExpression: ${JSON.stringify(expression)}`,
        }).findings,
      );
    expect(says('"has " + object.metadata.name + "\\n##"')).toEqual(['Deployment api has api ## (policy ours)']);
    expect(says('object.spec.nothing')).toEqual(['Deployment api is not as we want it (policy ours)']);
    expect(says(`"${'x'.repeat(400)}"`)[0]?.length).toBeLessThan(350);
  });

  it('can be waived for a tenant, as the other checks', () => {
    const waiver = '{code: check/policy, tenant: acme-auto, reason: from the next release on, until: 2027-03-31}';
    const platform = platformWith('  prices:\n', `  waivers:\n    - ${waiver}\n  prices:\n`);
    const { findings, failing } = run({ expression: 'tenant.id != "acme-auto"' }, platform);
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect([...failing]).toEqual([]);
  });
});

describe('the facts of a tenant', () => {
  it('have the types that expressions are checked for', () => {
    const facts = factsOf(findTenant('acme-auto').plan);
    const typeOf = (value: unknown) =>
      Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
    const given = Object.entries(facts).filter(([, value]) => value !== undefined);
    expect(given.map(([name, value]) => [name, typeOf(value)])).toEqual(
      given.map(([name]) => [name, factTypes[name] ?? 'string']),
    );
  });
});
