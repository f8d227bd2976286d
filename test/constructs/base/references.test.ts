// References in values: found, replaced once, never half.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasUnclosedReference, referencesIn, replaceReferences } from '../../../constructs/base/references.js';
import { knownReferences } from '../../../generator/read/blueprint-rules.js';
import { load } from '../../../generator/read/load.js';
import { textsOf } from '../../generator/read/sources-fixture.js';

describe('references', () => {
  it.each([
    ['none', [], false],
    ['$HOME $(HOME) $$', [], false],
    ['${tenant.id}', ['tenant.id'], false],
    ['a ${tenant.id}-${tenant.tier} b', ['tenant.id', 'tenant.tier'], false],
    ['${}', [''], false],
    ['${tenant.id', [], true],
    ['${tenant.${tenant.id}}', ['tenant.id'], true],
    ['}${', [], true],
  ] as const)('in %s', (value, references, unclosed) => {
    expect(referencesIn(value)).toEqual(references);
    expect(hasUnclosedReference(value)).toBe(unclosed);
  });

  it('are replaced to the letter, whatever the value holds', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom(..."$&`'1{}a<") }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, (values) => {
        const text = values.map((_, index) => `\${r${index}}`).join('|');
        expect(replaceReferences(text, (name) => values[Number(name.slice(1))] ?? '')).toBe(values.join('|'));
      }),
    );
  });

  it('are known for what every tier of the sample has', () => {
    const spec = load(textsOf()).sources?.blueprints.get('workshop')?.data.spec;
    expect(spec && knownReferences(spec)).toEqual([
      ...['id', 'displayName', 'namespace', 'product', 'tier', 'region', 'host', 'url', 'ownerName', 'ownerEmail'].map(
        (field) => `tenant.${field}`,
      ),
      'entitlements.seats',
      'database.host',
      'database.port',
      ...['host', 'port', 'url'].map((field) => `services.api.${field}`),
      ...['host', 'port', 'url'].map((field) => `services.web.${field}`),
    ]);
  });
});
