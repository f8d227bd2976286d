// What a form for a new tenant offers is what the platform's files say.

import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { catalogOf, SortedStatuses } from '../../../poller/service/service-data.js';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { findDocument } from '../../docs/markdown.js';
import { sample } from '../../generator/read/sources-fixture.js';
import { loadSample, sourceText } from '../../sample-platform.js';
import { sampleStatus } from '../history/sample-status.js';

const samplePlatform = loadSample().sources;

it('offers every tier of every product', () => {
  const { blueprints, platform } = samplePlatform;
  expect(catalogOf(platform.data, blueprints)?.products['suite']).toEqual(['business', 'premium', 'standard']);
  expect(catalogOf(platform.data, new Map())).toBeUndefined();
});

it('knows where tenants of each region are served, by the base domain and the scheme of its cluster', () => {
  const laptop = findDocument('docs/run-on-a-cluster.md').blocks.find(({ text }) => text.includes('garage.localhost'));
  const text = parse(sample('platform.yaml'));
  text.spec.clusters.laptop = parse(laptop?.text ?? '');
  const { platform, blueprints } = loadSample({ platform: sourceText('platform.yaml', stringify(text)) }).sources;
  expect(catalogOf(platform.data, blueprints)?.regions).toEqual({
    'eu-west': 'https://<id>.garage.example',
    local: 'http://<id>.garage.localhost',
    'us-east': 'https://<id>.garage.example',
  });
});

function fleetOf(...tenants: readonly string[]) {
  const fleet = new Map<string, TenantStatus>(tenants.map((tenant) => [tenant, sampleStatus({ tenant })]));
  const statuses = new SortedStatuses(() => fleet);
  return { fleet, statuses, ids: () => statuses.all.map(({ tenant }) => tenant) };
}

describe('sorted statuses', () => {
  it('are those of the fleet in the order of tenants, and others after a change', () => {
    const { fleet, statuses, ids } = fleetOf('b', 'a');
    expect(ids()).toEqual(['a', 'b']);
    fleet.delete('a');
    fleet.set('0', sampleStatus({ tenant: '0' }));
    statuses.changed(['a', '0']);
    expect(ids()).toEqual(['0', 'b']);
  });

  it('show what the fleet knows, though it told nobody of a comparison that changed nothing', () => {
    const { fleet, statuses } = fleetOf('a');
    expect(statuses.all).toHaveLength(1);
    fleet.set('a', sampleStatus({ tenant: 'a', comparedAt: '2026-11-21T16:00:00Z' }));
    expect([statuses.all[0], statuses.tryFind('a')]).toMatchObject([
      { comparedAt: '2026-11-21T16:00:00Z' },
      { comparedAt: '2026-11-21T16:00:00Z' },
    ]);
  });

  it('say what changed to whoever listens, until he no longer does', () => {
    const { statuses } = fleetOf('a');
    const heard: (readonly string[])[] = [];
    const leave = statuses.subscribe((tenants) => heard.push(tenants));
    statuses.changed(['a']);
    leave();
    statuses.changed(['b']);
    expect(heard).toEqual([['a']]);
  });
});
