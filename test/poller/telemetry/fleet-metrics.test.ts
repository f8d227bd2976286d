import { describe, expect, it } from 'vitest';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { type FleetReadings, fleetMetrics } from '../../../poller/telemetry/fleet-metrics.js';
import { event, status } from './status-fixture.js';

const known = {
  products: new Set(['workshop']),
  tiers: new Set(['free', 'professional']),
  regions: new Set(['eu-west']),
};

function metrics(readings: Partial<FleetReadings> = {}) {
  return fleetMetrics(known, {
    statuses: () => [],
    silence: () => [],
    backlog: async () => [],
    isLeader: () => true,
    ...readings,
  });
}

/** The value of a series in the text that Prometheus reads. */
function valueIn(body: string, series: string): number | undefined {
  const line = body.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

const kind = 'product="workshop",tier="professional",region="eu-west"';

describe('the metrics of the fleet', () => {
  it('count how long a complete way took', async () => {
    const measured = metrics();
    measured.recorded({ statuses: [status()], events: [event({ seconds: 192 }), event({ kind: 'Started' })] });
    const { body } = await measured.text();
    expect(valueIn(body, `provision_duration_seconds_sum{${kind}}`)).toBe(192);
    expect(valueIn(body, `provision_duration_seconds_count{${kind}}`)).toBe(1);
    expect(valueIn(body, `provision_duration_seconds_bucket{le="180",${kind}}`)).toBe(0);
    expect(valueIn(body, `provision_duration_seconds_bucket{le="300",${kind}}`)).toBe(1);
  });

  it('count failed steps by product and step', async () => {
    const measured = metrics();
    measured.recorded({ statuses: [status()], events: [event({ kind: 'StepFailed', step: 'migration' })] });
    const { body } = await measured.text();
    expect(valueIn(body, 'provision_step_failures_total{product="workshop",step="migration"}')).toBe(1);
  });

  it('count tenants by state, and say zero where there is none', async () => {
    const { body } = await metrics({ statuses: () => [status(), status({ tenant: 'b' })] }).text();
    expect(valueIn(body, `active_tenants{state="live",${kind}}`)).toBe(2);
    expect(valueIn(body, `active_tenants{state="failed",${kind}}`)).toBe(0);
  });

  it('forget the state that a tenant has left', async () => {
    const statuses: TenantStatus[] = [status()];
    const measured = metrics({ statuses: () => statuses });
    await measured.text();
    statuses[0] = status({ state: 'failed' });
    const { body } = await measured.text();
    expect(valueIn(body, `active_tenants{state="live",${kind}}`)).toBe(0);
    expect(valueIn(body, `active_tenants{state="failed",${kind}}`)).toBe(1);
  });

  it('have no more series than the platform has kinds, whatever an Application’s labels say', async () => {
    const hostile = Array.from({ length: 500 }, (_, index) =>
      status({ tenant: `t${index}`, product: `p"${index}\n`, tier: `{${index}}`, region: `${index}` }),
    );
    const { body } = await metrics({ statuses: () => hostile }).text();
    expect(valueIn(body, 'active_tenants{state="live",product="other",tier="other",region="other"}')).toBe(500);
    expect(body.split('\n').filter((line) => line.startsWith('active_tenants{'))).toHaveLength(7);
  });

  it('say how the poller does', async () => {
    const measured = metrics({
      silence: () => [['hub', 3]],
      backlog: async () => [['github', 2]],
      isLeader: () => false,
    });
    measured.reported('github', 'failed');
    measured.failed('watch');
    measured.lagged(1.5);
    const { body, type } = await measured.text();
    expect(type).toContain('text/plain');
    expect(valueIn(body, 'tenantry_reports_total{target="github",outcome="failed"}')).toBe(1);
    expect(valueIn(body, 'tenantry_poller_errors_total{part="watch"}')).toBe(1);
    expect(valueIn(body, 'tenantry_poller_lag_seconds_sum')).toBe(1.5);
    expect(valueIn(body, 'tenantry_argocd_silence_seconds{source="hub"}')).toBe(3);
    expect(valueIn(body, 'tenantry_reports_waiting{target="github"}')).toBe(2);
    expect(valueIn(body, 'tenantry_leader')).toBe(0);
  });
});
