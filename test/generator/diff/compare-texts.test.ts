import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareObjects, TextComparison } from '../../../generator/diff/compare-objects.js';
import { yamlText } from '../../../generator/render/yaml-text.js';

const deployment = (id: string, image: string) => ({
  kind: 'Deployment',
  metadata: { name: 'api', namespace: `tenant-${id}`, labels: { [`example.com/${id}`]: id } },
  spec: { host: `${id}.garage.example`, containers: [{ name: 'api', image: `${image}-${id}` }] },
});

describe('TextComparison', () => {
  it('gives each tenant its own values, also where another changed alike before', () => {
    const comparison = new TextComparison();
    const change = (id: string) =>
      comparison.compare(id, yamlText([deployment(id, 'a')]), yamlText([deployment(id, 'b')]));
    const expected = (id: string) => [{ path: 'spec.containers[api].image', before: `a-${id}`, after: `b-${id}` }];
    for (const id of ['acme-auto', 'bolt-garage', 'acme-auto', 'zz-tenantry-id-zz'])
      expect(change(id)).toEqual(expected(id));
  });

  it('finds what compareObjects finds, whatever the id and wherever it stands', () => {
    const id = fc.oneof(
      fc.constantFrom(
        'true',
        'null',
        'api',
        'kind',
        'name',
        'spec',
        'e12',
        'dead',
        'beef',
        'metadata',
        'inf',
        'yes',
        'off',
      ),
      fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/),
    );
    const comparison = new TextComparison();
    const value = (own: string) =>
      fc.oneof(
        fc.constantFrom(own, `x-${own}`, `${own}.example`, `0x${own}`, `1${own}`, `.${own}`),
        fc.jsonValue({ maxDepth: 1 }),
      );
    const key = (own: string) => fc.constantFrom('name', 'kind', 'a', own, `${own}-b`);
    const both = id.chain((own) => {
      const object = fc.dictionary(key(own), value(own), { minKeys: 1, maxKeys: 4 });
      return fc.tuple(fc.constant(own), object, object);
    });
    const sorted = (changes: readonly { path: string }[]) => [...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
    fc.assert(
      fc.property(both, ([own, before, after]) => {
        const found = comparison.compare(own, yamlText([before]), yamlText([after]));
        const plain = (data: object) => JSON.parse(JSON.stringify(data)) as object;
        expect(sorted(found)).toEqual(sorted(compareObjects(plain(before), plain(after))));
      }),
      { numRuns: 2000 },
    );
  });
});
