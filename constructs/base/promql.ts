// Selectors of PromQL that never read another tenant's series.

/** Makes a selector of a metric, with further matchers as PromQL writes them. */
export type Series = (metric: string, ...matchers: readonly string[]) => string;

/** Selectors of one namespace: `metric{namespace="…",…}`. */
export function seriesOf(namespace: string): Series {
  return (metric, ...matchers) => `${metric}{${[`${tenantLabelOf(metric)}="${namespace}"`, ...matchers].join(',')}}`;
}

/** The label whose value is the tenant's namespace. All tenants share a broker, where each has a virtual host of that name. */
export function tenantLabelOf(metric: string): 'namespace' | 'vhost' {
  return metric.startsWith('rabbitmq_') ? 'vhost' : 'namespace';
}
