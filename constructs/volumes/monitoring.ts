// What is alerted on of a tenant's volumes, those of its database too, and their panel.

import type { ProductPanel, TenantPanel } from '../base/dashboard.js';
import type { Alert } from '../base/prometheus.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';

const hasVolumes = ({ database, volumes }: Pick<TenantProps | BlueprintSpec, 'database' | 'volumes'>) =>
  database !== undefined || Object.keys(volumes).length > 0;

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

export const volumeProductPanels: readonly ProductPanel[] = [
  {
    title: 'Fullest volumes',
    order: 110,
    unit: 'percentunit',
    applies: hasVolumes,
    curves: [
      [
        '{{tenant}}',
        ({ tenants }) =>
          'topk(10, max by (namespace) (kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes)' +
          ` * on (namespace) group_left (tenant) ${tenants})`,
      ],
    ],
  },
];
