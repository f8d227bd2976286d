// Selectors of PromQL that never read another tenant's series.

/** Makes a selector of a metric, with further matchers as PromQL writes them. */
export type Series = (metric: string, ...matchers: readonly string[]) => string;

/** Selectors of one namespace: `metric{namespace="…",…}`. */
export function seriesOf(namespace: string): Series {
  return (metric, ...matchers) => `${metric}{${[`namespace="${namespace}"`, ...matchers].join(',')}}`;
}
