import { describe, expect, it } from 'vitest';
import { codesAndPlaces, planFiles, replaced, sample } from './sources-fixture.js';

const platform = sample('platform.yaml');
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
const lineOfSecond = (text: string, part: string) => text.slice(0, text.lastIndexOf(part)).split('\n').length;

const euBackups = 'bucket: garage-backups-eu-west\n        endpoint: https://s3.eu-west.garage.example';
const usBackups = 'bucket: garage-backups-us-east\n        region: us-east-1';
const euBuckets = 'endpoint: https://objects.eu-west.garage.example';
const usBuckets = 'endpoint: https://rook-ceph-rgw-objects.rook-ceph.svc';

/** The samples with other stores; those that are not said stay. */
function planWith(stores: { euBackups?: string; usBackups?: string; euBuckets?: string; usBuckets?: string }) {
  const changes = [
    [euBackups, stores.euBackups],
    [usBackups, stores.usBackups],
    [euBuckets, stores.euBuckets],
    [usBuckets, stores.usBuckets],
  ] as const;
  const text = changes.reduce(
    (before, [from, to]) => (to === undefined ? before : replaced(before, from, to)),
    platform,
  );
  return { text, ...planFiles({ 'platform.yaml': text }) };
}

const codesOf = (stores: Parameters<typeof planWith>[0]) => planWith(stores).findings.map(({ code }) => code);
const backupsAt = (bucket: string, endpoint: string) => `bucket: ${bucket}\n        endpoint: ${endpoint}`;

describe('the stores of two regions', () => {
  it('are each a region’s own in the samples', () => {
    expect(codesOf({})).toEqual([]);
  });

  it('are not one bucket of AWS: the later cluster’s is named, with the other’s', () => {
    const { findings, text } = planWith({ euBackups: usBackups });
    const bucket = 'bucket: garage-backups-us-east';
    expect(codesAndPlaces(findings)).toEqual([
      `load/regions-share-store platform.yaml:${lineOfSecond(text, bucket)}:17`,
    ]);
    expect(findings[0]?.related).toEqual({ file: 'platform.yaml', line: lineOf(text, bucket), column: 17 });
  });

  it('are not one bucket of AWS by another of its addresses', () => {
    const regional = 'bucket: garage-backups-us-east\n        region: eu-west-1';
    const byEndpoint = backupsAt('garage-backups-us-east', 'https://s3.eu-west-1.amazonaws.com');
    expect(codesOf({ euBackups: regional })).toEqual(['load/regions-share-store']);
    expect(codesOf({ euBackups: byEndpoint })).toEqual(['load/regions-share-store']);
  });

  it.each([
    'https://s3.eu-west.garage.example',
    'https://S3.EU-West.garage.example',
    'https://s3.eu-west.garage.example:443',
    'http://s3.eu-west.garage.example',
    'https://s3.eu-west.garage.example.',
  ])('are not one bucket at one endpoint, as %s', (endpoint) => {
    expect(codesOf({ usBackups: backupsAt('garage-backups-eu-west', endpoint) })).toEqual(['load/regions-share-store']);
  });

  it('may be two buckets at one endpoint, and one name at two', () => {
    expect(codesOf({ usBackups: backupsAt('garage-backups-us-east', 'https://s3.eu-west.garage.example') })).toEqual(
      [],
    );
    expect(codesOf({ usBackups: backupsAt('garage-backups-eu-west', 'https://s3.us-east.garage.example') })).toEqual(
      [],
    );
  });

  it('are of AWS by its own domain alone', () => {
    expect(codesOf({ euBackups: backupsAt('garage-backups-us-east', 'https://s3.amazonaws.com.example') })).toEqual([]);
  });

  it('are not one object store', () => {
    const { findings, text } = planWith({ usBuckets: euBuckets });
    expect(codesAndPlaces(findings)).toEqual([
      `load/regions-share-store platform.yaml:${lineOfSecond(text, euBuckets)}:19`,
    ]);
    expect(findings[0]?.related).toEqual({ file: 'platform.yaml', line: lineOf(text, euBuckets), column: 19 });
  });

  it.each(['http://objects.storage.svc', 'http://objects.storage.svc.cluster.local:9000', 'http://objects:9000'])(
    'are each cluster’s own inside of it, as %s',
    (endpoint) => {
      const inside = backupsAt('backups', endpoint);
      const found = codesOf({
        euBackups: inside,
        usBackups: inside,
        euBuckets: `endpoint: ${endpoint}`,
        usBuckets: `endpoint: ${endpoint}`,
      });
      expect(found).toEqual([]);
    },
  );

  it('are not inside a cluster for a label of their domain', () => {
    const endpoint = 'endpoint: https://objects.svc.garage.example';
    expect(codesOf({ euBuckets: endpoint, usBuckets: endpoint })).toEqual(['load/regions-share-store']);
  });

  it('keep back the tenants of both regions, and nobody else', () => {
    const { sources } = planWith({ usBuckets: euBuckets });
    expect([...(sources?.tenants.keys() ?? [])]).toEqual([]);
    expect(sources?.ids.size).toBeGreaterThan(0);
  });
});

describe('the stores of three regions', () => {
  const north = (buckets: string) => {
    const cluster = platform.slice(platform.indexOf('    us-east:\n'));
    const lines = cluster.replaceAll('us-east', 'us-north').replace(usBuckets, buckets);
    return planFiles({ 'platform.yaml': `${platform.trimEnd()}\n${lines}` });
  };

  it('are compared with each of those before, and only those that share one are kept back', () => {
    const { findings, sources } = north(euBuckets);
    expect(findings.map(({ code }) => code)).toEqual(['load/regions-share-store']);
    const regions = new Set([...(sources?.tenants.values() ?? [])].map(({ data }) => data.spec.region));
    expect([...regions]).toEqual(['us-east']);
  });
});
