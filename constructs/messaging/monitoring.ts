// What is alerted on of a tenant's queues, and their panel.

import type { ProductPanel, TenantPanel } from '../base/dashboard.js';
import type { Alert, SharedMetrics } from '../base/prometheus.js';

/** All tenants of a cluster share its broker, where each has a virtual host named as its namespace. */
export const brokerMetrics: SharedMetrics = { prefix: 'rabbitmq_', label: 'vhost' };

const waiting = 'rabbitmq_detailed_queue_messages_ready';

export const messagingAlerts: readonly Alert[] = [
  {
    name: 'TenantQueueNotEmptied',
    order: 120,
    severity: 'warning',
    for: '15m',
    applies: ({ messaging, lifecycle }) => messaging !== undefined && lifecycle === 'active',
    when: (of) => `sum by (queue) (${of(waiting)}) > 1000`,
    summary: '{{ $value }} messages wait in {{ $labels.queue }}',
    description: 'Those who should take them are down or too slow: look at their pods and logs.',
  },
];

export const messagingPanels: readonly TenantPanel[] = [
  {
    title: 'Messages that wait',
    order: 100,
    unit: 'short',
    applies: ({ messaging }) => messaging !== undefined,
    curves: [['{{queue}}', (of) => `sum by (queue) (${of(waiting)})`]],
  },
];

const { label } = brokerMetrics;

export const messagingProductPanels: readonly ProductPanel[] = [
  {
    title: 'Most messages that wait',
    order: 130,
    unit: 'short',
    applies: ({ messaging }) => messaging !== undefined,
    curves: [
      [
        '{{tenant}}',
        ({ tenants }) =>
          `topk(10, sum by (tenant) (sum by (${label}) (${waiting}) * on (${label}) group_left (tenant) ` +
          `label_replace(${tenants}, "${label}", "$1", "namespace", "(.*)")))`,
      ],
    ],
  },
];
