import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { charts } from '../../../constructs/charts.js';
import { concerns } from '../../../constructs/index.js';
import { type RenderedObject, render, tenant } from '../tenant-fixture.js';

function objectsOf(overrides: Partial<TenantProps>): RenderedObject[] {
  const props = tenant(overrides);
  return Object.values(charts).flatMap((chart) => render(chart(new App(), props, concerns)));
}

const named = ({ kind, metadata }: RenderedObject) => `${kind} ${metadata.name}`;
const isPrunedLast = ({ metadata }: RenderedObject) =>
  metadata.annotations?.['argocd.argoproj.io/sync-options'] === 'PruneLast=true';

const usual = tenant();
const scaled = Object.fromEntries(
  Object.entries(usual.services).map(([name, { replicas: _, ...service }]) => [
    name,
    { ...service, autoscale: { min: 2, max: 6, cpu: 80 } },
  ]),
);
const ingress = { kind: 'ingress', tls: true, className: 'public', proxies: { namespace: 'ingress' } } as const;
const variants: Readonly<Record<string, Partial<TenantProps>>> = {
  'routed by Gateway API': {},
  'routed by Ingress': { cluster: { ...usual.cluster, routing: ingress } },
  'scaled by load': { services: scaled },
};

describe.each(Object.entries(variants))('what a tenant %s loses', (_, props) => {
  const active = objectsOf(props);

  it('by a suspension does not wait for its database, which then sleeps', () => {
    const left = new Set(objectsOf({ ...props, lifecycle: 'suspended' }).map(named));
    const taken = active.filter((object) => !left.has(named(object)));
    expect(taken.length).toBeGreaterThan(2);
    expect(taken.filter(isPrunedLast).map(named)).toEqual([]);
  });

  it('with a custom domain does not wait for the DNS of another', () => {
    const left = new Set(objectsOf({ ...props, hosts: usual.hosts.filter((host) => !host.custom) }).map(named));
    // The solvers' policy goes with the last of them only, when there is no other to wait for.
    const taken = active.filter((object) => !left.has(named(object)) && object.kind !== 'NetworkPolicy');
    expect(taken.map(({ kind }) => kind)).toContain('Certificate');
    expect(taken.filter(isPrunedLast).map(named)).toEqual([]);
  });

  it('with a service stays until what takes its place is Healthy', () => {
    const { web: _web, ...services } = usual.services;
    const left = new Set(objectsOf({ ...props, services }).map(named));
    const taken = active.filter((object) => object.metadata.name === 'web' && !left.has(named(object)));
    const kinds = taken.filter(isPrunedLast).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Service']));
  });
});
