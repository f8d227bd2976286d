import { describe, expect, it } from 'vitest';
import { isWantedPath, tryReadDocument } from '../../../generator/kube-schemas/open-api.js';
import { apps, certificates } from './open-api-fixture.js';

describe('tryReadDocument', () => {
  it('keeps the kinds that are rendered, and what they refer to', () => {
    const set = tryReadDocument(apps);
    expect(set?.kinds).toEqual({ Deployment: 'io.k8s.api.apps.v1.Deployment' });
    expect(Object.keys(set?.schemas ?? {})).toEqual([
      'io.k8s.api.apps.v1.Deployment',
      'io.k8s.apimachinery.pkg.api.resource.Quantity',
      'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
      'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    ]);
  });

  it('leaves descriptions out, and keeps a field of that name', () => {
    const text = JSON.stringify(tryReadDocument(apps));
    expect(text).not.toContain('left out of the cache');
    expect(text).toContain('"description":{"type":"string"}');
  });

  it('gives the same text whatever the order of the answer', () => {
    const { schemas } = certificates.components;
    const reversed = { components: { schemas: Object.fromEntries(Object.entries(schemas).reverse()) } };
    expect(JSON.stringify(tryReadDocument(reversed))).toBe(JSON.stringify(tryReadDocument(certificates)));
  });

  it.each([undefined, 'Forbidden', {}, { components: {} }, { components: { schemas: { a: 1 } } }])(
    'refuses %j',
    (answer) => {
      expect(tryReadDocument(answer)).toBeUndefined();
    },
  );
});

describe('isWantedPath', () => {
  it.each(['api/v1', 'apis/apps/v1', 'apis/argoproj.io/v1alpha1'])('reads %s', (path) => {
    expect(isWantedPath(path)).toBe(true);
  });

  it.each(['api', 'apis', 'apis/apps', 'apis/appsx/v1', 'version', 'apis/storage.k8s.io/v1'])('leaves %s', (path) => {
    expect(isWantedPath(path)).toBe(false);
  });
});
