// One series for each tenant that says what it is. The metrics of containers, volumes and the broker know a namespace and nothing of
// products: a view over many tenants joins them with this. Part of the concern monitoring; fleet views read it.
import type { Identity } from './object-meta.js';
import type { RecordingRule } from './resources/prometheus-operator.js';

export const tenantInfo = 'tenantry_tenant_info';

export function tenantInfoRule({ id, namespace, product, tier }: Identity): RecordingRule {
  return { record: tenantInfo, expr: 'vector(1)', labels: { namespace, product, tenant: id, tier } };
}
