// Alerts on the whole fleet and on the poller. A tenant's own alerts are part of its manifests (constructs/monitoring).
import type { AlertRule } from '../../constructs/base/prometheus.js';
import { type Series, seriesOf } from '../../constructs/base/prometheus.js';

interface FleetAlert {
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  readonly for: string;
  readonly when: (of: Series) => string;
  readonly summary: string;
  readonly description: string;
}

/** The rules, over the series of the namespace that `tenantry serve` runs in. */
export function fleetAlerts(namespace: string, runbookUrl: string | undefined): AlertRule[] {
  const of = seriesOf(namespace);
  return alerts.map(({ name, severity, for: duration, when, summary, description }) => ({
    alert: name,
    expr: when(of),
    for: duration,
    labels: { severity },
    annotations: {
      summary,
      description,
      runbook_url: runbookUrl === undefined ? undefined : `${runbookUrl}/${name}`,
    },
  }));
}

const tenantsIn = (of: Series, state: string) => tenantCounts(of, `state="${state}"`);

const alerts: readonly FleetAlert[] = [
  {
    name: 'TenantsFailed',
    severity: 'critical',
    for: '5m',
    when: (of) => `sum(${tenantsIn(of, 'failed')}) > 0`,
    summary: '{{ $value }} tenants failed to come up',
    description: 'Their pages say at which step and why; the pull request that asked for the change says it too.',
  },
  {
    name: 'TenantsStuck',
    severity: 'critical',
    for: '5m',
    when: (of) => `sum(${tenantsIn(of, 'stuck')}) > 0`,
    summary: '{{ $value }} tenants are stuck',
    description: 'Argo CD waits or has given up without saying so: each tenant’s page names the way out.',
  },
  {
    name: 'TenantsUnknown',
    severity: 'warning',
    for: '30m',
    when: (of) => `sum(${tenantsIn(of, 'unknown')}) > 0`,
    summary: 'Nothing is known of {{ $value }} tenants',
    description:
      'They are published, and no Argo CD has an Application of them or tells of it: see its ApplicationSets and controllers.',
  },
  {
    name: 'TenantsManyDegraded',
    severity: 'critical',
    for: '10m',
    when: (of) => `sum(${tenantsIn(of, 'degraded')}) > 0.05 * sum(${tenantCounts(of)}) + 1`,
    summary: 'More than one tenant in twenty is degraded',
    description: 'So many at once have a common cause: look at the last change of a blueprint, and at the cluster.',
  },
  {
    name: 'TenantProvisioningSlow',
    severity: 'warning',
    for: '15m',
    when: (of) => `histogram_quantile(0.95, sum by (le) (rate(${of('provision_duration_seconds_bucket')}[1h]))) > 1200`,
    summary: 'Tenants take more than twenty minutes to come up',
    description: 'See which step takes long on the page of one of them.',
  },
  {
    name: 'TenantryPollerSilent',
    severity: 'critical',
    for: '5m',
    when: (of) => `min by (source) (${of('tenantry_argocd_silence_seconds')}) > 300`,
    summary: 'Nothing was heard of Argo CD {{ $labels.source }} for {{ $value | humanizeDuration }}',
    description: 'What the page and the pull requests show is old: see whether its kube-apiserver answers.',
  },
  {
    name: 'TenantryReportsWaiting',
    severity: 'warning',
    for: '30m',
    when: (of) => `max by (target) (${of('tenantry_reports_waiting')}) > 0`,
    summary: 'Messages to {{ $labels.target }} are not delivered',
    description: 'They are kept and sent when it answers again: see its errors in the log.',
  },
  {
    name: 'TenantryNoLeader',
    severity: 'critical',
    for: '5m',
    when: (of) => `(max(${of('tenantry_leader')}) or vector(0)) < 1`,
    summary: 'No replica records and reports',
    description: 'Either none runs or none reaches the database: nothing is lost, since the next look tells it all.',
  },
];

/** By product, tier, region and state: whoever asks for less sums over the rest. */
export function tenantCounts(of: Series, ...matchers: readonly string[]): string {
  return `max by (product, tier, region, state) (${of('active_tenants', ...matchers)})`;
}
