import { describe, expect, it, vi } from 'vitest';
import type * as RenderTenant from '../../generator/render/render-tenant.js';
import { PlatformRenderer } from '../../generator/render-platform.js';
import { loadSample, tenantFile } from '../sample-platform.js';

vi.mock('../../generator/render/render-tenant.js', async (original) => {
  const actual = await original<typeof RenderTenant>();
  const renderTenant: typeof actual.renderTenant = (plan, argocd) => {
    if (plan.id === 'unlucky') throw new Error('a defect');
    return actual.renderTenant(plan, argocd);
  };
  return { ...actual, renderTenant };
});

const nothing = new Map();

describe('PlatformRenderer', () => {
  it('makes a defect that shows with one tenant that tenant’s finding', () => {
    const { sources } = loadSample({ tenants: [tenantFile('a'), tenantFile('unlucky'), tenantFile('z')] });
    const output = new PlatformRenderer(sources).render(nothing);
    expect(output.tree.tenants.map(({ id }) => id)).toEqual(['a', 'z']);
    expect(output.failing).toEqual(new Set(['unlucky']));
    expect(output.findings).toMatchObject([{ code: 'plan/not-renderable', severity: 'error', tenant: 'unlucky' }]);
  });

  it('renders each tenant once, however often it is asked', () => {
    const { sources } = loadSample({ tenants: [tenantFile('a')] });
    const renderer = new PlatformRenderer(sources);
    expect(renderer.render(nothing).tree.tenants[0]).toBe(renderer.render(nothing).tree.tenants[0]);
  });

  it('tells how far it has come', () => {
    const { sources } = loadSample({ tenants: [tenantFile('a'), tenantFile('b')] });
    const told: string[] = [];
    new PlatformRenderer(sources).render(nothing, (done, total) => told.push(`${done}/${total}`));
    expect(told).toEqual(['1/2', '2/2']);
  });
});
