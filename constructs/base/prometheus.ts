// The Prometheus operator's kinds that a tenant has: what is scraped, and what is alerted on.
import { customResource } from './resources.js';

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

const apiVersion = 'monitoring.coreos.com/v1';

export const PodMonitor = customResource<PodMonitorSpec>(apiVersion, 'PodMonitor');
export const ServiceMonitor = customResource<ServiceMonitorSpec>(apiVersion, 'ServiceMonitor');
export const PrometheusRule = customResource<PrometheusRuleSpec>(apiVersion, 'PrometheusRule');
