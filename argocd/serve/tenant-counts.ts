// How many tenants there are, for the fleet's dashboard and alerts: both replicas count all of them, so the larger count is taken.
import type { Series } from '../../constructs/promql.js';

/** By product, tier, region and state: whoever asks for less sums over the rest. */
export function tenantCounts(of: Series, ...matchers: readonly string[]): string {
  return `max by (product, tier, region, state) (${of('active_tenants', ...matchers)})`;
}
