// What a person probably meant.
import { describe, expect, it } from 'vitest';
import { nearestPaths } from '../../../constructs/base/wording.js';

const known = ['id', 'services', 'services.api', 'services.api.replicas', 'services.web.replicas', 'database.storage'];

describe('nearestPaths', () => {
  it.each([
    ['services.apy', 'services.api'],
    ['replicas', 'services.api.replicas'],
    ['storage', 'database.storage'],
  ])('finds what %s stands for, and names three at most', (asked, first) => {
    const found = nearestPaths(asked, known);
    expect(found[0]).toBe(first);
    expect(found).toHaveLength(3);
  });
});
