// Buckets: claimed by name, bounded, guarded against deletion, and reached by their users only.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { listAt } from '../../../constructs/base/fields.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { Buckets } from '../../../constructs/buckets/chart.js';
import { concerns } from '../../../constructs/index.js';
import { Network } from '../../../constructs/network/chart.js';
import { findObject } from '../objects.js';
import { render, tenant } from '../tenant-fixture.js';

const network = { ports: [443], cidrs: ['203.0.113.9/32'] };

function storing(): TenantProps {
  const { cluster } = tenant();
  return tenant({
    cluster: { ...cluster, buckets: { storageClass: 'buckets', endpoint: 'https://objects.example', network } },
    buckets: {
      photos: { name: 'tenant-acme-auto-photos', storage: '20Gi', prefixes: ['cars', 'parts'], usedBy: ['api'] },
      exports: { name: 'tenant-acme-auto-exports', storage: '5Gi', prefixes: [], usedBy: ['migrate'] },
    },
  });
}

const objects = render(new Buckets(new App(), storing()));

describe('buckets', () => {
  it('are nothing for a product without them', () => {
    expect(render(new Buckets(new App(), tenant()))).toEqual([]);
  });

  it('are claimed by name, up to their size', () => {
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['bucket-exports', 'bucket-photos']);
    expect(findObject(objects, 'ObjectBucketClaim', 'bucket-photos').spec).toEqual({
      bucketName: 'tenant-acme-auto-photos',
      storageClassName: 'buckets',
      additionalConfig: { maxSize: '20Gi' },
    });
  });

  it('ask a person before they go, and tell their prefixes', () => {
    const annotations = ({ metadata }: (typeof objects)[number]) => metadata.annotations;
    expect(objects.map(annotations)).toEqual([
      expect.not.objectContaining({ 'tenantry.dev/prefixes': expect.anything() }),
      expect.objectContaining({ 'tenantry.dev/prefixes': 'cars/,parts/' }),
    ]);
    for (const object of objects)
      expect(annotations(object)?.['argocd.argoproj.io/sync-options']).toBe('Prune=confirm,Delete=confirm');
  });

  it('are reached by their users and nobody else', () => {
    const open = render(new Network(new App(), storing(), concerns)).filter(({ spec }) =>
      JSON.stringify(listAt(spec, 'egress')).includes(`"cidr":"${network.cidrs[0]}"`),
    );
    expect(open.map(({ metadata }) => metadata.name)).toEqual(['buckets']);
    expect(open[0]?.spec).toMatchObject({
      podSelector: {
        matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['api', 'migrate'] }],
      },
    });
  });
});
