// What is alerted on of a tenant's quota.
import type { Alert } from '../base/alert.js';

/** Volumes and Services are at their planned number all the time. */
const computed = 'resource=~"pods|(requests|limits)[.](cpu|memory)"';

export const quotaAlerts: readonly Alert[] = [
  {
    name: 'TenantQuotaNearlyUsed',
    order: 140,
    severity: 'warning',
    for: '15m',
    when: (of) =>
      `${of('kube_resourcequota', 'type="used"', computed)} / ignoring(type) (${of('kube_resourcequota', 'type="hard"', computed)} > 0) > 0.9`,
    summary: '{{ $value | humanizePercentage }} of the quota of {{ $labels.resource }} is used',
    description: 'New pods are refused when it is used up: see what runs besides what the plan holds.',
  },
];
