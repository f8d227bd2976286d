import { describe, expect, it } from 'vitest';
import { ObjectValidator } from '../../../generator/kube-schemas/object-validator.js';
import { type SchemaSet, tryReadDocument } from '../../../generator/kube-schemas/open-api.js';
import { apps, certificates } from './open-api-fixture.js';

const set = (document: unknown) => tryReadDocument(document) as SchemaSet;
const validator = new ObjectValidator(
  new Map([
    ['apps/v1', set(apps)],
    ['cert-manager.io/v1', set(certificates)],
  ]),
);

const deployment = (spec: object, more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: { selector: {}, ...spec },
  ...more,
});
const certificate = (spec: object) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'tls' },
  spec: { name: 'tls', ...spec },
});
const paths = (object: { apiVersion: string; kind: string }) => validator.mismatches(object)?.map(({ path }) => path);

describe('a built-in kind', () => {
  it.each([
    deployment({ replicas: 3, limits: { cpu: '500m', memory: 5 }, surge: '25%', policy: 'Never', data: 'YQ==' }),
    deployment({ surge: 1, replicas: null, selector: { whatever: 'a built-in type without fields takes' } }),
    deployment({}, { metadata: { labels: { a: 'b' }, creationTimestamp: '2026-11-21T10:00:00Z' } }),
  ])('takes what the server takes: %o', (object) => {
    expect(validator.mismatches(object)).toEqual([]);
  });

  it.each([
    [deployment({ replica: 3 }), 'spec.replica'],
    [deployment({ replicas: 'three' }), 'spec.replicas'],
    [deployment({ replicas: 2 ** 31 }), 'spec.replicas'],
    [deployment({ selector: undefined }), 'spec.selector'],
    [deployment({ limits: { cpu: 'much' } }), 'spec.limits.cpu'],
    [deployment({ surge: true }), 'spec.surge'],
    [deployment({ policy: 'Often' }), 'spec.policy'],
    [deployment({ data: 'not base64' }), 'spec.data'],
    [deployment({ description: 1 }), 'spec.description'],
    [deployment({}, { metadata: { label: {} } }), 'metadata.label'],
    [deployment({}, { metadata: { labels: { 'a.b/c': 1 } } }), 'metadata.labels["a.b/c"]'],
    [deployment({}, { metadata: { creationTimestamp: 'yesterday' } }), 'metadata.creationTimestamp'],
    [deployment({}, { spac: {} }), 'spac'],
  ])('refuses %o at %s', (object, path) => {
    expect(paths(object)).toEqual([path]);
  });
});

describe('a kind of a CRD', () => {
  it.each([
    { maybe: null, size: 2, amount: 1 },
    { size: null, amount: '1', anything: { at: { all: [1] } } },
    { object: { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x' }, spec: 'y' } },
    { old: 'RE2 ONLY', later: 'whatever' },
    { one: { a: 'x' } },
  ])('takes what the server takes: %o', (spec) => {
    expect(validator.mismatches(certificate(spec))).toEqual([]);
  });

  it.each([
    [{ name: undefined }, 'spec.name'],
    [{ name: 'UPPER' }, 'spec.name'],
    [{ size: 0 }, 'spec.size'],
    [{ amount: 1.5 }, 'spec.amount'],
    [{ name: null }, 'spec.name'],
    [{ words: { none: 'is named' } }, 'spec.words.none'],
    [{ object: { kind: 'Thing' } }, 'spec.object.apiVersion'],
    [{ object: { apiVersion: 'v1', kind: 'Thing', other: 1 } }, 'spec.object.other'],
    [{ one: {} }, 'spec.one'],
    [{ one: { a: 'x', b: 'y' } }, 'spec.one'],
    [{ one: { a: 'x', c: 'y' } }, 'spec.one.c'],
  ])('refuses %o at %s', (spec, path) => {
    expect(paths(certificate(spec))).toEqual([path]);
  });

  it('names every field of an object at once', () => {
    expect(paths(certificate({ name: 1, nome: 'x', size: 'y' }))?.sort()).toEqual([
      'spec.name',
      'spec.nome',
      'spec.size',
    ]);
  });
});

describe('a kind without a schema', () => {
  it.each([
    { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
    { apiVersion: 'apps/v2', kind: 'Deployment' },
    { apiVersion: 'apps/v1', kind: 'constructor' },
  ])('is told apart from one that fits: %o', (object) => {
    expect(validator.mismatches(object)).toBeUndefined();
  });
});
