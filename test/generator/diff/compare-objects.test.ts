import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareObjects } from '../../../generator/diff/compare-objects.js';

const deployment = (image: string, replicas = 2) => ({
  kind: 'Deployment',
  spec: {
    replicas,
    template: {
      spec: {
        containers: [
          { name: 'api', image, env: [{ name: 'A', value: '1' }] },
          { name: 'side', image: 'x:1' },
        ],
      },
    },
  },
});

describe('compareObjects', () => {
  it('finds nothing between an object and itself, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(compareObjects(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it('names list items by their key, so that an inserted item moves no other', () => {
    const before = deployment('api:1');
    const after = structuredClone(before);
    after.spec.template.spec.containers.unshift({ name: 'first', image: 'y:1', env: [] });
    expect(compareObjects(before, after).map((change) => change.path)).toEqual([
      'spec.template.spec.containers[first]',
    ]);
  });

  it('gives both values of a changed field', () => {
    expect(compareObjects(deployment('api:1'), deployment('api:2', 3))).toEqual([
      { path: 'spec.replicas', before: 2, after: 3 },
      { path: 'spec.template.spec.containers[api].image', before: 'api:1', after: 'api:2' },
    ]);
  });

  it('compares the only item of a list with the only one', () => {
    const set = (revision: string) => ({ spec: { generators: [{ git: { revision, repoURL: 'x' } }] } });
    expect(compareObjects(set('main'), set('live'))).toEqual([
      { path: 'spec.generators[0].git.revision', before: 'main', after: 'live' },
    ]);
  });

  it('takes quantities for amounts, where they are quantities', () => {
    const limits = (memory: string) => ({ spec: { limits: { memory } }, data: { memory } });
    expect(compareObjects(limits('1Gi'), limits('1024Mi'))).toEqual([
      { path: 'data.memory', before: '1Gi', after: '1024Mi' },
    ]);
  });

  it('compares plain lists as sets, and still sees a changed order', () => {
    expect(compareObjects({ hosts: ['a', 'b'] }, { hosts: ['b', 'c'] })).toEqual([
      { path: 'hosts[]', before: 'a' },
      { path: 'hosts[]', after: 'c' },
    ]);
    expect(compareObjects({ args: ['a', 'b'] }, { args: ['b', 'a'] })).toHaveLength(1);
  });
});
