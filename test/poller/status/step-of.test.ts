// The step of a tenant's way that an object belongs to.
import { describe, expect, it } from 'vitest';
import { waves } from '../../../constructs/base/waves.js';
import { stepOf } from '../../../poller/status/parts.js';

describe('the step of an object', () => {
  it.each([
    ['Job', waves.migrations, 'migration'],
    ['Job', waves.seeds, 'migration'],
    ['Job', waves.monitoring, 'healthy'],
    ['Job', waves.hibernation, 'database'],
    ['MariaDB', waves.hibernation, 'database'],
    ['ConfigMap', waves.services, 'services'],
  ] as const)('of a %s in the wave %i is %s', (kind, wave, step) => {
    expect(stepOf({ kind, name: 'any', wave })).toBe(step);
  });
});
