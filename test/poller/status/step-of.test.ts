// The step of a tenant's way that an object belongs to.
import { describe, expect, it } from 'vitest';
import { waves } from '../../../constructs/base/waves.js';
import { stepOf } from '../../../poller/status/parts.js';

describe('the step of an object', () => {
  it.each([
    ['batch', 'Job', waves.migrations, 'migration'],
    ['batch', 'Job', waves.seeds, 'migration'],
    ['batch', 'Job', waves.monitoring, 'healthy'],
    ['batch', 'Job', waves.hibernation, 'database'],
    ['k8s.mariadb.com', 'MariaDB', waves.hibernation, 'database'],
    ['', 'ConfigMap', waves.services, 'services'],
    ['example.com', 'Unknown', waves.secrets, 'secrets'],
  ] as const)('of a %s/%s in the wave %i is %s', (group, kind, wave, step) => {
    expect(stepOf({ group, kind, name: 'any', wave })).toBe(step);
  });
});
