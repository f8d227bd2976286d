import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../../cli/add/fields.js';
import { tenantObject } from '../../../generator/read/schema/tenant.js';

const idSchema = tenantObject.shape.metadata.shape.name;

describe('makeId', () => {
  it('appends six random characters to the name', () => {
    expect(makeId('Acme Auto Répair', () => false)).toMatch(/^acme-auto-repair-[a-z0-9]{6}$/);
  });

  it('never makes an id that is taken', () => {
    const suffixes = ['aaaaaa', 'aaaaaa', 'bbbbbb'];
    const taken = new Set(['acme-aaaaaa']);
    expect(
      makeId(
        'Acme',
        (id) => taken.has(id),
        () => suffixes.shift() ?? '',
      ),
    ).toBe('acme-bbbbbb');
  });

  it('makes an id that the schema allows of whatever name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 100 }),
        (name) => idSchema.safeParse(makeId(name, () => false)).success,
      ),
    );
  });
});
