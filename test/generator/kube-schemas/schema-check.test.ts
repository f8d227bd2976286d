import { describe, expect, it } from 'vitest';
import { type SchemaSet, tryReadDocument } from '../../../generator/kube-schemas/open-api.js';
import { SchemaCheck } from '../../../generator/kube-schemas/schema-check.js';
import { PlatformRenderer } from '../../../generator/render-platform.js';
import { loadSample } from '../../sample-platform.js';
import { planOf } from '../read/sources-fixture.js';
import { apps } from './open-api-fixture.js';

const set = tryReadDocument(apps) as SchemaSet;
const manifest = (spec: object) => ({
  path: 'clusters/eu/tenants/acme/services.yaml',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec },
});

describe('SchemaCheck', () => {
  it('makes a finding of each field, at the line that led to the object, for the tenant', () => {
    const found = new SchemaCheck(new Map([['apps/v1', set]])).check(
      [manifest({ selector: {}, replica: 1 })],
      planOf('acme-auto'),
    );
    expect(found).toMatchObject([
      {
        code: 'check/schema-mismatch',
        severity: 'error',
        tenant: 'acme-auto',
        place: { file: 'blueprints/workshop.yaml' },
        manifest: 'clusters/eu/tenants/acme/services.yaml',
        message: 'Deployment api: spec.replica is not a known field',
      },
    ]);
  });

  it('bounds what is said of one object', () => {
    const spec = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`field${index}`, 1]));
    expect(new SchemaCheck(new Map([['apps/v1', set]])).check([manifest(spec)])).toHaveLength(10);
  });

  it('says once of each kind that it has no schema', () => {
    const check = new SchemaCheck(new Map());
    expect(check.check([manifest({}), manifest({})])).toEqual([]);
    expect(check.conclude()).toMatchObject([
      {
        code: 'check/schema-missing',
        severity: 'warning',
        place: { file: 'platform.yaml' },
        manifest: manifest({}).path,
      },
    ]);
  });

  it('says of no tenant that a kind has no schema, and stands at the line of the first that has an object of it', () => {
    const check = new SchemaCheck(new Map());
    check.check([manifest({})], planOf('acme-auto'));
    const [found, ...others] = check.conclude();
    expect(others).toEqual([]);
    expect(found).not.toHaveProperty('tenant');
    expect(found?.place?.file).toBe('blueprints/workshop.yaml');
  });

  it('keeps back a tenant that the cluster would refuse, and sees Argo CD’s own objects too', () => {
    const { sources } = loadSample();
    const renderer = new PlatformRenderer(sources, {
      objectChecks: [new SchemaCheck(new Map([['apps/v1', set]]))],
    });
    const { failing, findings } = renderer.render(new Map());
    // The fixture's Deployment knows few of the fields that ours have.
    expect([...failing].sort()).toEqual([...sources.ids].sort());
    const missing = findings.filter(({ code }) => code === 'check/schema-missing').map(({ message }) => message);
    expect(missing.filter((message) => message.includes('argoproj.io'))).toHaveLength(3);
    expect(new Set(missing).size).toBe(missing.length);
  });
});
