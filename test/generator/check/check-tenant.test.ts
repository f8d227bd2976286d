import { describe, expect, it } from 'vitest';
import { checkTenant, rules } from '../../../generator/check/check-tenant.js';
import { soundTenants, wall } from '../../constructs/broken-tenant.js';

describe('checkTenant', () => {
  it.each([...soundTenants.keys()])('finds nothing wrong with the sample tenant %s', (id) => {
    const { plan, manifests } = soundTenants.get(id) ?? expect.unreachable();
    expect(checkTenant(plan, manifests, wall)).toEqual([]);
  });

  it('has a sentence for each rule', () => {
    for (const { sentence } of [...rules, wall]) expect(sentence).toMatch(/^[a-z].{20,}[^.]$/i);
  });
});
