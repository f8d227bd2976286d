import { describe, expect, it } from 'vitest';
import { starter } from '../../../cli/init/starter.js';
import { UsageError } from '../../../cli/terminal.js';

const options = { folder: '/platforms/garage', baseDomain: 'garage.example' };
const commit = '0123456789abcdef0123456789abcdef01234567';

describe('where a new platform finds Tenantry', () => {
  it('is a repository and a commit of it', () => {
    const { tenantry } = starter({ ...options, tenantry: `acme/tenantry@${commit}` });
    expect(tenantry).toEqual({ repository: 'acme/tenantry', commit });
    expect(starter(options).tenantry).toBeUndefined();
  });

  it.each([
    'acme/tenantry',
    'acme/tenantry@main',
    'acme/tenantry@v1.2.3',
    `tenantry@${commit}`,
    `acme/ten antry@${commit}`,
  ])('is not %s', (tenantry) => {
    expect(() => starter({ ...options, tenantry })).toThrow(UsageError);
  });
});
