// An alert on a tenant: PromQL over the series of its namespace, and when it applies.
import type { Series } from './promql.js';
import type { TenantProps } from './tenant.js';

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
