// The body of a webhook for an event, from which chat messages are made too. platform.yaml says which receivers get which events.

import type { NotifySource, ReceiverSource } from '../../generator/read/schema/notify.js';
import type { AuditEvent, Recorded } from '../history/history.js';
import type { Desire } from '../history/outbox.js';
import type { TenantStatus } from '../status/tenant-status.js';

/** Hours after which nobody is told any more: a store that is filled again must not tell last year's news. */
const oldNews = 24;

/** The body of a webhook; its form never loses a field. */
export type Notification = ReturnType<typeof notificationOf>;

/** The outbox's word for a receiver of platform.yaml. */
export function targetOf(name: string): string {
  return `notify/${name}`;
}

/** The newest event of each tenant that each receiver wants. Nothing of a first import: those tenants were there before. */
export function notifications(receivers: NotifySource, recorded: Recorded, firstImport: boolean): readonly Desire[] {
  if (firstImport) return [];
  const statuses = new Map(recorded.statuses.map((status) => [status.tenant, status]));
  const fresh = recorded.events.filter(({ at }) => hoursBetween(at, recorded.at) < oldNews);
  return Object.entries(receivers).flatMap(([name, receiver]) =>
    fresh.flatMap((event) => {
      const status = statuses.get(event.tenant);
      if (status === undefined || !wants(receiver, event, status)) return [];
      return { target: targetOf(name), subject: event.tenant, payload: notificationOf(event, status) };
    }),
  );
}

function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000;
}

function wants({ kinds, products, tiers }: ReceiverSource, event: AuditEvent, status: TenantStatus): boolean {
  const wanted: readonly string[] = kinds;
  return (
    wanted.includes(event.kind) &&
    (products?.includes(status.product) ?? true) &&
    (tiers?.includes(status.tier) ?? true)
  );
}

function notificationOf(event: AuditEvent, status: TenantStatus) {
  const { displayName, product, tier, region, cluster, ring, lifecycle, url, hint } = status;
  const { id, at, kind, ...rest } = event;
  return {
    type: `tenant.${kind[0]?.toLowerCase()}${kind.slice(1)}`,
    timestamp: at,
    data: {
      eventId: id,
      ...rest,
      displayName,
      product,
      tier,
      region,
      cluster,
      ring,
      lifecycle,
      url,
      hint: isTrouble(event) ? hint : undefined,
    },
  };
}

function isTrouble({ state }: AuditEvent): boolean {
  return state === 'failed' || state === 'stuck' || state === 'degraded';
}
