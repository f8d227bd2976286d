import { describe, it } from 'vitest';
import { expectBreak } from '../broken-tenant.js';

describe('monitor rules', () => {
  it.each([
    ['ServiceMonitor http', 'spec.namespaceSelector', { any: true }],
    ['ServiceMonitor http', 'spec.namespaceSelector', { matchNames: ['tenant-bolt-garage'] }],
    ['ServiceMonitor http', 'spec.endpoints.0.honorLabels', true],
    ['ServiceMonitor http', 'spec.endpoints.0.relabelings', [{ targetLabel: 'namespace', replacement: 'x' }]],
    ['ServiceMonitor http', 'spec.endpoints.0.bearerTokenFile', '/var/run/secrets/token'],
    ['PodMonitor postgres', 'spec.podMetricsEndpoints.0.metricRelabelings', [{ targetLabel: 'tenant' }]],
    ['PodMonitor postgres', 'spec.namespaceSelector', {}],
  ])('find that %s has %s: %j', (object, path, value) => {
    expectBreak({ code: 'check/foreign-monitor', object, set: [[path, value]] });
  });
});
