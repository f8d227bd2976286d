// Prometheus: what its operator's kinds hold, the series of a tenant, and what is alerted on.
import type { TenantProps } from './tenant.js';

interface MonitorSpec {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  /** Labels of the scraped pods that their series carry too. */
  readonly podTargetLabels?: readonly string[];
}

export interface ScrapeEndpoint {
  /** Name of a port. */
  readonly port: string;
  readonly path?: string;
}

export interface PodMonitorSpec extends MonitorSpec {
  readonly podMetricsEndpoints: readonly ScrapeEndpoint[];
}

export interface ServiceMonitorSpec extends MonitorSpec {
  readonly endpoints: readonly ScrapeEndpoint[];
}

export interface AlertRule {
  readonly alert: string;
  /** PromQL. */
  readonly expr: string;
  /** As `5m`. */
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string | undefined>>;
}

export interface RecordingRule {
  /** The metric that it makes. */
  readonly record: string;
  /** PromQL. */
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface PrometheusRuleSpec {
  readonly groups: readonly { readonly name: string; readonly rules: readonly (AlertRule | RecordingRule)[] }[];
}

/** Makes a selector of a metric, with further matchers as PromQL writes them. */
export type Series = (metric: string, ...matchers: readonly string[]) => string;

/** Metrics of a program that all tenants share: another label than `namespace` holds the tenant's namespace. */
export interface SharedMetrics {
  /** What their names begin with. */
  readonly prefix: string;
  readonly label: string;
}

/** Selectors of one namespace: `metric{namespace="…",…}`. */
export function seriesOf(namespace: string, shared: readonly SharedMetrics[] = []): Series {
  return (metric, ...matchers) =>
    `${metric}{${[`${tenantLabelOf(metric, shared)}="${namespace}"`, ...matchers].join(',')}}`;
}

/** The label whose value is the tenant's namespace. */
export function tenantLabelOf(metric: string, shared: readonly SharedMetrics[]): string {
  return shared.find(({ prefix }) => metric.startsWith(prefix))?.label ?? 'namespace';
}

/** The series that names each tenant, with its product and its tier. */
export const tenantInfo = 'tenantry_tenant_info';

export interface Alert {
  readonly name: string;
  /** Its place among the alerts of all concerns, the lowest first. */
  readonly order: number;
  readonly severity: 'critical' | 'warning';
  readonly for: string;
  /** PromQL over the series of one namespace. */
  readonly when: (of: Series, tenant: TenantProps) => string;
  /** Absent: applies to every tenant. */
  readonly applies?: (tenant: TenantProps) => boolean;
  readonly summary: string;
  readonly description: string;
}
