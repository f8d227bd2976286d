import { describe, expect, it } from 'vitest';
import { validateCounts } from '../../../cli/validate/run-validate.js';
import { finding } from '../../../constructs/base/finding.js';

const error = (tenant?: string) => finding('load/unknown-secret', { message: 'nobody provides it', tenant });
const warning = finding('publish/kept-back', { message: 'it stays', tenant: 'b' });

describe('what validate counts', () => {
  it('are tenants with errors, each once', () => {
    const { data, line } = validateCounts(3, [error('a'), error('a'), warning], new Set(['a']));
    expect(data).toEqual({ tenants: 3, failing: ['a'], blocked: [] });
    expect(line).toBe('3 tenants, 1 with errors');
  });

  it('are those too that have none of their own, and can not be rendered', () => {
    const { data, line } = validateCounts(3, [error(), error('c')], new Set(['c', 'b', 'a']));
    expect(data).toEqual({ tenants: 3, failing: ['a', 'b', 'c'], blocked: ['a', 'b'] });
    expect(line).toMatch(/^3 tenants, 1 with errors, 2 more /);
  });

  it('do not begin with none where somebody can not be rendered', () => {
    expect(validateCounts(3, [error()], new Set(['a'])).line).toMatch(/^3 tenants, 1 can not /);
    expect(validateCounts(1, [warning], new Set()).line).toBe('1 tenant, none with errors');
  });
});
