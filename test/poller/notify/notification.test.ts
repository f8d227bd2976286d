import { describe, expect, it } from 'vitest';
import { notify } from '../../../generator/read/schema/notify.js';
import type { AuditEvent, AuditKind } from '../../../poller/history/history.js';
import { notifications } from '../../../poller/notify/notification.js';
import { sampleStatus } from '../history/sample-status.js';

const receivers = notify.parse({
  all: { kind: 'slack', urlFrom: 'ALL' },
  failures: { kind: 'slack', urlFrom: 'FAILURES', kinds: ['Failed', 'StepFailed'] },
  enterprise: { kind: 'slack', urlFrom: 'ENTERPRISE', tiers: ['enterprise'] },
  stores: { kind: 'slack', urlFrom: 'STORES', products: ['store', 'workshop'] },
});

function told(kind: AuditKind, { at = '2026-11-21T10:00:00Z', first = false, tier = 'free' } = {}): string[] {
  const event: AuditEvent = { id: 1, tenant: 'acme-auto', kind, at, state: 'failed', message: 'it broke' };
  const statuses = [sampleStatus({ tier })];
  return notifications(receivers, { events: [event], statuses, at: '2026-11-21T10:00:01Z' }, first).map(
    ({ target }) => target,
  );
}

describe('notifications', () => {
  it('go to whom the kind, the product and the tier are for', () => {
    expect(told('Failed')).toEqual(['notify/all', 'notify/failures', 'notify/stores']);
    expect(told('StepFailed')).toEqual(['notify/failures']);
    expect(told('Completed', { tier: 'enterprise' })).toEqual(['notify/all', 'notify/enterprise', 'notify/stores']);
    expect(told('StepCompleted')).toEqual([]);
  });

  it('are not of old news', () => {
    expect(told('Failed', { first: true })).toEqual([]);
    expect(told('Failed', { at: '2026-11-19T10:00:00Z' })).toEqual([]);
  });
});
