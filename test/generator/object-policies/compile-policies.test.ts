import { describe, expect, it } from 'vitest';
import { compilePolicies } from '../../../generator/object-policies/compile-policies.js';
import { codesAndPlaces, planFiles, sample } from '../read/sources-fixture.js';

const head = `apiVersion: tenantry.dev/v1
kind: Policy
metadata: {name: ours}
spec:
  description: we want it so
`;

function findingsOf(body: string): string[] {
  const { sources, findings } = planFiles({ 'policies/ours.yaml': `${head}${body}` });
  const compiled = sources === undefined ? [] : compilePolicies(sources.policies).findings;
  return codesAndPlaces([...findings, ...compiled]);
}

const rest = '      message: no\n';

describe('a policy file', () => {
  it.each([
    [
      'an unknown field',
      '  kind: [Job]\n  kinds: [Job]\n  validations: [{expression: "true", message: no}]\n',
      'load/unknown-field',
      '6:3',
    ],
    [
      'an unknown kind',
      '  kinds: [Deploymnt]\n  validations: [{expression: "true", message: no}]\n',
      'load/invalid-value',
      '6:11',
    ],
    ['no validations', '  kinds: [Job]\n  validations: []\n', 'load/invalid-value', '7:16'],
    ['no message', '  kinds: [Job]\n  validations: [{expression: "true"}]\n', 'load/missing-field', '7:17'],
    [
      'an unknown tier',
      '  kinds: [Job]\n  tenants: {tiers: [gold]}\n  validations: [{expression: "true", message: no}]\n',
      'load/unknown-in-policy',
      '7:21',
    ],
    [
      'an unknown tenant',
      '  kinds: [Job]\n  tenants: {ids: [nobody]}\n  validations: [{expression: "true", message: no}]\n',
      'load/unknown-in-policy',
      '7:19',
    ],
  ])('with %s is told where', (_, body, code, place) => {
    expect(findingsOf(body)).toEqual([`${code} policies/ours.yaml:${place}`]);
  });

  it.each([
    ['plain', '    - expression: object.kind == objct\n', '8:34'],
    ['quoted', "    - expression: 'object.kind == objct'\n", '8:35'],
    ['in a literal block', '    - expression: |\n        object.kind ==\n          objct\n', '10:11'],
    ['in a folded block', '    - expression: >-\n        object.kind ==\n        objct\n', '10:9'],
    ['with escapes', '    - expression: "object.kind\\n == objct"\n', '8:19'],
  ])('has its fault at the very character, where it is written %s', (_, expression, place) => {
    expect(findingsOf(`  kinds: [Job]\n  validations:\n${expression}${rest}`)).toEqual([
      `load/policy-expression policies/ours.yaml:${place}`,
    ]);
  });

  it('is left out with all of it where one expression is wrong', () => {
    const body = `  kinds: [Job]\n  validations:\n    - expression: "true"\n${rest}    - expression: "1 +"\n${rest}`;
    const { sources } = planFiles({ 'policies/ours.yaml': head + body, 'platform.yaml': sample('platform.yaml') });
    expect(compilePolicies(sources?.policies ?? new Map()).policies).toEqual([]);
  });

  it('is not read where it has another name', () => {
    const body = '  kinds: [Job]\n  validations: [{expression: "true", message: no}]\n';
    const { sources, findings } = planFiles({ 'policies/other.yaml': head + body });
    expect(codesAndPlaces(findings)).toEqual(['load/name-mismatch policies/other.yaml:3:18']);
    expect([sources?.policies.size, sources?.policyNames.size]).toEqual([0, 1]);
  });
});
