// What a form for a new tenant offers is what the platform's files say.
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { catalogOf } from '../../../poller/service/service-data.js';
import { findDocument } from '../../docs/markdown.js';
import { sample } from '../../generator/read/sources-fixture.js';
import { loadSample, sourceText } from '../../sample-platform.js';

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
