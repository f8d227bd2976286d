// What is alerted on of a tenant's queues, and their panel.

import type { TenantPanel } from '../base/concern.js';
import type { Alert } from '../base/prometheus.js';

export const messagingAlerts: readonly Alert[] = [
  {
    name: 'TenantQueueNotEmptied',
    order: 120,
    severity: 'warning',
    for: '15m',
    applies: ({ messaging, lifecycle }) => messaging !== undefined && lifecycle === 'active',
    when: (of) => `sum by (queue) (${of('rabbitmq_detailed_queue_messages_ready')}) > 1000`,
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
    curves: [['{{queue}}', (of) => `sum by (queue) (${of('rabbitmq_detailed_queue_messages_ready')})`]],
  },
];
