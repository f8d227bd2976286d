import { describe, expect, it } from 'vitest';
import type { ObjectCheck } from '../../generator/check/object-finding.js';
import { PlatformRenderer } from '../../generator/render-platform.js';
import { loadSample, tenantFile } from '../sample-platform.js';

const nothing = new Map();
const defective: ObjectCheck = {
  readsArgoCd: false,
  check: (_, plan) => {
    if (plan?.id === 'unlucky') throw new Error('a defect');
    return [];
  },
  conclude: () => [],
};

describe('PlatformRenderer', () => {
  it('makes a defect that shows with one tenant that tenant’s finding', () => {
    const { sources } = loadSample({ tenants: [tenantFile('a'), tenantFile('unlucky'), tenantFile('z')] });
    const output = new PlatformRenderer(sources, { objectChecks: [defective] }).render(nothing);
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
