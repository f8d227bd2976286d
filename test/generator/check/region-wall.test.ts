// A region is a hard wall: what only another region's profile has stands in no object of a tenant.
import { describe, expect, it } from 'vitest';
import type { ClusterProps } from '../../../constructs/base/cluster.js';
import { viewTenant } from '../../../constructs/base/tenant-view.js';
import { checkTenant } from '../../../generator/check/check-tenant.js';
import { regionWall } from '../../../generator/check/region-wall.js';
import { byGateway, byIngress, expectBreak, findTenant } from '../../constructs/broken-tenant.js';
import { planFiles, replaced, sample } from '../read/sources-fixture.js';

const code = 'check/foreign-region';

/** What a wall between these clusters finds in one text of a tenant's ConfigMap. */
function namedIn(text: string, clusters: readonly ClusterProps[], key = 'LINK'): string[] {
  const { plan, manifests } = findTenant(byGateway);
  const [first] = manifests;
  if (first === undefined) throw new Error('the tenant has no objects');
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'some' }, data: { [key]: text } };
  const own = clusters.map((cluster) => (cluster.region === 'eu-west' ? { ...cluster, name: 'eu-west' } : cluster));
  const view = viewTenant(plan, [{ ...first, object }], []);
  return regionWall(own)
    .breaches(view)
    .map(({ what }) => what.split(' ')[1]?.replace(/,$/, '') ?? '');
}

const eu = findTenant(byGateway).plan.cluster;
const us = findTenant(byIngress).plan.cluster;

/** The value of a variable of a container. */
const variable = 'spec.template.spec.containers.0.env.0.value';

describe('the wall between regions', () => {
  it.each([
    ['a bucket', 'Deployment api', variable, 'garage-backups-us-east'],
    ['a path in a bucket', 'Deployment api', variable, 's3://garage-backups-us-east/acme-auto/'],
    ['an address that it is reached at', 'Deployment api', variable, 'http://198.51.100.7/files'],
    ['a range', 'NetworkPolicy service-api', 'metadata.annotations.note', '198.51.100.128/25'],
    ['an AWS region', 'Deployment api', variable, 'https://sqs.us-east-1.amazonaws.com/1/orders'],
    ['a zone of an AWS region', 'Deployment api', variable, 'us-east-1a'],
    ['an ARN of a region', 'Deployment api', variable, 'arn:aws:sns:us-east-1:123456789012:orders'],
    ['a role', 'Deployment api', variable, 'arn:aws:iam::123456789012:role/tenant-acme-auto-secrets'],
  ])('finds %s of the other region', (_, object, path, value) => {
    expectBreak({ code, object, set: [[path, value]] });
  });

  it.each([
    ['its host', 'https://vault.eu-west.garage.example'],
    ['its host in other letters', 'HTTPS://VAULT.EU-WEST.GARAGE.EXAMPLE:443/v1'],
    ['a name below its host', 'shop.s3.eu-west.garage.example'],
    ['its host with the final dot', 'vault.eu-west.garage.example.'],
    ['its API server', '10.10.16.10:6443'],
  ])('finds %s where the profile is read the other way round', (_, value) => {
    expectBreak({ code, tenant: byIngress, object: 'Deployment api', set: [[variable, value]] });
  });

  it.each([
    ['what both regions have', 'https://grafana.garage.example/d/1'],
    ['its own', 'https://vault.eu-west.garage.example'],
    ['a host that only begins alike', 'sqs.us-east-10.amazonaws.com'],
    ['a host that only ends alike', 'https://my-garage-backups-us-east.example'],
    ['another bucket', 's3://garage-backups-us-east-archive/'],
    ['an address beside the range', '198.51.101.7'],
    ['a number that is no address', 'release 198.51.100.7.1'],
    ['somebody’s role', 'arn:aws:iam::123456789012:role/reader'],
    ['a bucket’s name as a word of a variable that says something else', 'garage-backups-us-east'],
  ])('leaves alone %s', (_, text) => {
    expect(namedIn(text, [eu, us])).toEqual([]);
  });

  it('tells a base domain from a longer one that is the tenant’s own', () => {
    const [own, other] = [
      { ...eu, baseDomain: 'eu.garage.example' },
      { ...us, baseDomain: 'garage.example', monitoring: eu.monitoring },
    ];
    expect(namedIn('https://acme.eu.garage.example', [own, other])).toEqual([]);
    expect(namedIn('https://acme.garage.example', [own, other])).toEqual(['acme.garage.example']);
  });

  it('knows addresses of the newer family', () => {
    const other = { ...us, apiServer: [{ cidr: 'fd12:3456::/64', port: 443 }] };
    expect(namedIn('tcp://[fd12:3456::7]:443', [eu, other])).toEqual(['fd12:3456::7']);
    expect(namedIn('tcp://[fd12:3457::7]:443', [eu, other])).toEqual([]);
  });

  it('leaves Services inside a cluster alone, whose names mean another thing in each', () => {
    expect(us.buckets?.endpoint).toMatch(/\.svc$/);
    expect(namedIn(us.buckets?.endpoint ?? '', [eu, us])).toEqual([]);
  });

  it('says nothing where there is one region', () => {
    expect(namedIn('https://vault.eu-west.garage.example', [eu])).toEqual([]);
  });

  it('stands at the line of the tenant’s file that names it', () => {
    const file = 'tenants/acme-auto.yaml';
    const text = `${sample(file).trimEnd()}\n`;
    const broken = replaced(text, 'LOCALE: de-DE', 'LOCALE: s3.us-east-1.amazonaws.com');
    const { plans } = planFiles({ [file]: broken });
    const plan = plans.get('acme-auto') ?? expect.unreachable();
    const manifests = findTenant(byGateway).manifests.map((manifest) =>
      manifest.object.metadata.name === 'tenantry-dashboard'
        ? { ...manifest, object: { ...manifest.object, data: { LOCALE: 's3.us-east-1.amazonaws.com' } } }
        : manifest,
    );
    const line = broken.split('\n').findIndex((each) => each.includes('us-east-1')) + 1;
    const found = checkTenant(plan, manifests, regionWall([eu, us])).filter((each) => each.code === code);
    expect(found.map(({ place }) => [place?.file, place?.line])).toEqual([[file, line]]);
  });
});
