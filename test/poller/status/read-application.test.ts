import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeStatus } from '../../../poller/status/make-status.js';
import { readApplication } from '../../../poller/status/read-application.js';
import { tryReadResourceTree } from '../../../poller/status/read-resource-tree.js';
import { origin, recorded, recordedView } from './recorded-applications.js';

interface Raw {
  metadata: { name: string; labels: Record<string, string> };
  spec: { destination: { namespace: string }; source: Record<string, unknown> };
  status: Record<string, unknown>;
}

function changed(change: (raw: Raw) => void) {
  const raw = structuredClone(recorded('arrived').application) as unknown as Raw;
  change(raw);
  return readApplication(raw, origin);
}

describe('an Application', () => {
  it('of a tenant gives what it says of itself', () => {
    expect(recordedView('arrived')).toMatchObject({
      argocd: 'home',
      name: 'tenant-acme-auto',
      namespace: 'argocd',
      tenant: 'acme-auto',
      product: 'workshop',
      displayName: 'Acme Auto Repair',
      url: 'https://acme-auto.garage.example',
      lifecycle: 'active',
      sync: 'Synced',
      health: 'Healthy',
      pending: false,
      deleting: false,
      comparedToOwnSource: true,
      operation: { phase: 'Succeeded', retries: 1, retryLimit: 5 },
    });
  });

  it.each<[string, (raw: Raw) => void]>([
    ['unmanaged', ({ metadata }) => delete metadata.labels['app.kubernetes.io/managed-by']],
    ['other-platform', ({ metadata }) => Object.assign(metadata.labels, { 'tenantry.dev/platform': 'store' })],
    ['root', ({ metadata }) => delete metadata.labels['tenantry.dev/tenant']],
    ['mislabelled', ({ metadata }) => Object.assign(metadata.labels, { 'tenantry.dev/tenant': 'bolt-garage' })],
    ['mislabelled', ({ spec }) => Object.assign(spec.destination, { namespace: 'kube-system' })],
    ['malformed', ({ metadata }) => Object.assign(metadata, { name: 'a/../b' })],
  ])('that is %s is no tenant', (reason, change) => {
    expect(changed(change)).toEqual({ foreign: reason });
  });

  it('whose source was changed since is not compared to its own', () => {
    expect(changed(({ spec }) => Object.assign(spec.source, { path: 'elsewhere' })).view?.comparedToOwnSource).toBe(
      false,
    );
    expect(changed(({ spec }) => Object.assign(spec.source, { directory: { recurse: true } })).view).toMatchObject({
      comparedToOwnSource: true,
    });
  });

  it('with an absurd status is still read', () => {
    const { view } = changed((raw) => {
      raw.status = { sync: { status: 7, revision: ['x'] }, health: 'fine', operationState: { phase: 'Dancing' } };
    });
    expect(view).toMatchObject({ sync: 'Unknown', health: 'Unknown', conditions: [], resources: [] });
  });

  it('keeps since when Argo CD notes an error, and no time that is none', () => {
    const since = '2026-11-21T14:22:06Z';
    expect(recordedView('comparison-failed-for-a-moment').conditions).toMatchObject([
      { type: 'ComparisonError', since },
    ]);
    const { view } = changed((raw) => {
      raw.status['conditions'] = [{ type: 'ComparisonError', message: 'x', lastTransitionTime: 'long ago' }];
    });
    expect(view?.conditions).toEqual([{ type: 'ComparisonError', message: 'x' }]);
  });

  it('with texts of an enemy gives one printable line of bounded length, without credentials', () => {
    const { view } = changed((raw) => {
      const message = `\u001b[31mclone https://user:secret@git.example/x\r\n\u202e${'x'.repeat(100_000)}`;
      raw.status.conditions = Array.from({ length: 5000 }, () => ({ type: 'ComparisonError', message }));
    });
    expect(view?.conditions.length).toBeLessThanOrEqual(20);
    expect(view?.conditions[0]?.message).toMatch(/^[\x20-\x7e…]{1,500}$/);
    expect(view?.conditions[0]?.message).not.toContain('secret');
  });
});

/** A recording in which some value anywhere was replaced by any other. */
const damaged = fc
  .record({
    name: fc.constantFrom('arrived', 'migration-running', 'prune-unconfirmed', 'migration-failed'),
    steps: fc.array(fc.nat(), { maxLength: 6 }),
    value: fc.jsonValue(),
  })
  .map(({ name, steps, value }) => {
    const root = recorded(name as 'arrived').application;
    let at: Record<string, unknown> = root;
    for (const step of steps) {
      const keys = Object.keys(at);
      const key = keys[step % Math.max(1, keys.length)];
      const next = key === undefined ? undefined : at[key];
      if (typeof next !== 'object' || next === null) break;
      at = next as Record<string, unknown>;
    }
    const keys = Object.keys(at);
    at[keys[(steps[0] ?? 0) % Math.max(1, keys.length)] ?? 'x'] = value;
    return root;
  });

describe('reading', () => {
  it('never throws, whatever it is given, and what it gives can be told of', () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.jsonValue(), fc.anything()), fc.jsonValue(), (raw, tree) => {
        const { view } = readApplication(raw, origin);
        const nodes = tryReadResourceTree(tree);
        if (view === undefined) return;
        const told = makeStatus({
          tenant: view.tenant,
          views: [view],
          timesWell: 2,
          isReached: () => true,
          now: '2026-11-21T15:00:00Z',
          errorGrace: 600,
          tree: nodes,
        });
        expect(told.steps).toHaveLength(11);
        expect(JSON.stringify(told).length).toBeLessThan(1_000_000);
      }),
    );
  });
});
