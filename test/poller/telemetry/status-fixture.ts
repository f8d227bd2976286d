// A tenant's status and events as history gives them, for tests of what is measured and traced.

import type { AuditEvent } from '../../../poller/history/history.js';
import { stepNames, type TenantStatus } from '../../../poller/status/tenant-status.js';

export function status(changes: Partial<TenantStatus> = {}): TenantStatus {
  return {
    tenant: 'acme-auto',
    displayName: 'Acme Auto Repair',
    namespace: 'tenant-acme-auto',
    cluster: 'eu-west',
    region: 'eu-west',
    product: 'workshop',
    tier: 'professional',
    ring: 'stable',
    lifecycle: 'active',
    url: 'https://acme-auto.garage.example',
    summary: 'live',
    state: 'live',
    correlation: { sourceCommit: 'a'.repeat(40), publishedCommit: 'b'.repeat(40), pullRequest: 12 },
    steps: stepNames.map((name) => ({ name, state: 'waiting' as const })),
    resources: [],
    coarse: false,
    images: [],
    ...changes,
  };
}

export function event(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: 1,
    tenant: 'acme-auto',
    kind: 'Completed',
    at: '2026-01-02T03:04:05.000Z',
    state: 'live',
    message: 'live',
    sourceCommit: 'a'.repeat(40),
    ...changes,
  };
}
