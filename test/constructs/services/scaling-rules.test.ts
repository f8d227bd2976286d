import { describe, it } from 'vitest';
import { expectBreak, expectForbidden, ownMeta } from '../broken-tenant.js';

describe('scaling rules', () => {
  it('find replicas beside an HPA', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 2 };
    const scaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: ownMeta('web'), spec };
    expectForbidden('check/replicas-beside-hpa', scaler, { about: 'Deployment web' });
  });

  // web runs as two pods
  it.each([
    [{ maxUnavailable: 0 }],
    [{ maxUnavailable: '0%' }],
    [{ maxUnavailable: -1 }],
    [{ minAvailable: 2 }],
    [{ minAvailable: '100%' }],
    [{ minAvailable: '51%' }],
    [{ minAvailable: 'most' }],
    [{}],
  ])('find a budget that lets no pod go: %j', (budget) => {
    const set = [
      ['spec.maxUnavailable', undefined],
      ...Object.entries(budget).map(([key, value]) => [`spec.${key}`, value] as const),
    ] as const;
    expectBreak({ code: 'check/blocking-pdb', object: 'PodDisruptionBudget web', set });
  });

  it('find nothing in a budget that lets one pod go', () => {
    for (const budget of [{ maxUnavailable: '1%' }, { minAvailable: 1 }, { minAvailable: '50%' }]) {
      const set = [
        ['spec.maxUnavailable', undefined],
        ...Object.entries(budget).map(([key, value]) => [`spec.${key}`, value] as const),
        ['metadata.labels', undefined],
      ] as const;
      expectBreak({ code: 'check/selector-mismatch', object: 'PodDisruptionBudget web', set });
    }
  });

  it('find a database of one instance with a budget of its operator', () => {
    for (const budget of [true, undefined])
      expectBreak({ code: 'check/blocking-pdb', object: 'Cluster postgres', set: [['spec.enablePDB', budget]] });
  });
});
