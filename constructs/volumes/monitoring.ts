// What is alerted on of a tenant's volumes, those of its database too, and their panel.

import type { TenantPanel } from '../base/concern.js';
import type { Alert } from '../base/prometheus.js';
import type { TenantProps } from '../base/tenant.js';

const hasVolumes = ({ database, volumes }: TenantProps) => database !== undefined || Object.keys(volumes).length > 0;

export const volumeAlerts: readonly Alert[] = [
  {
    name: 'TenantStorageNearlyFull',
    order: 80,
    severity: 'warning',
    for: '15m',
    applies: hasVolumes,
    when: (of) => `${of('kubelet_volume_stats_used_bytes')} / ${of('kubelet_volume_stats_capacity_bytes')} > 0.8`,
    summary: 'Volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full',
    description: 'Raise the storage in the tenant file before the volume is full: what writes to it would stop.',
  },
  {
    name: 'TenantStorageFull',
    order: 90,
    severity: 'critical',
    for: '5m',
    applies: hasVolumes,
    when: (of) => `${of('kubelet_volume_stats_used_bytes')} / ${of('kubelet_volume_stats_capacity_bytes')} > 0.95`,
    summary: 'Volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full',
    description: 'What writes to it is about to stop for want of space: raise the storage in the tenant file now.',
  },
];

export const volumePanels: readonly TenantPanel[] = [
  {
    title: 'Storage, share in use',
    order: 70,
    unit: 'percentunit',
    applies: hasVolumes,
    curves: [
      [
        '{{persistentvolumeclaim}}',
        (of) => `${of('kubelet_volume_stats_used_bytes')} / ${of('kubelet_volume_stats_capacity_bytes')}`,
      ],
    ],
  },
];
