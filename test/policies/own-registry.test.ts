import { describe, expect, it } from 'vitest';
import { compilePolicies } from '../../generator/object-policies/compile-policies.js';
import { PolicyCheck } from '../../generator/object-policies/policy-check.js';
import { findTenant } from '../constructs/broken-tenant.js';
import { loadSample } from '../sample-platform.js';

const { policies } = compilePolicies(loadSample().sources.policies);
const policy = new PolicyCheck(policies.filter(({ source }) => source.data.metadata.name === 'own-registry'));

const ours = { name: 'ours', image: 'registry.example/workshop/api:4.2.0' };
const foreign = { name: 'foreign', image: 'docker.io/library/busybox:1.36' };
const strange = { name: 'strange', image: 'registry.example.evil/tool:1' };

/** What the policy says of the first Deployment of a tenant, with these containers in its pod. */
function said(containers: { readonly containers: readonly object[]; readonly initContainers?: readonly object[] }) {
  const { plan, manifests } = findTenant('acme-auto');
  const deployment = manifests.find(({ object }) => object.kind === 'Deployment');
  if (deployment === undefined) throw new Error('the tenant has no Deployment');
  const object = { ...deployment.object, spec: { template: { spec: containers } } };
  return policy.check([{ ...deployment, object }], plan).map(({ code, message }) => `${code}: ${message}`);
}

describe('the policy own-registry', () => {
  it('lets the samples run, whose pods have no init containers', () => {
    const { plan, manifests } = findTenant('acme-auto');
    expect(policy.check(manifests, plan)).toEqual([]);
  });

  it('lets images of the registry run, in init containers too', () => {
    expect(said({ containers: [ours], initContainers: [ours] })).toEqual([]);
    expect(said({ containers: [ours], initContainers: [] })).toEqual([]);
  });

  it.each([
    ['a container', { containers: [ours, foreign] }, foreign.image],
    ['an init container', { containers: [ours], initContainers: [ours, foreign] }, foreign.image],
    ['one of each', { containers: [strange], initContainers: [foreign] }, `${strange.image}, ${foreign.image}`],
  ])('refuses an image from elsewhere in %s, and names it', (_, containers, named) => {
    expect(said(containers)).toEqual([expect.stringMatching('^check/policy: ')]);
    expect(said(containers)[0]).toContain(`runs ${named}, which is not from registry.example`);
  });
});
