// What is news when a tenant comes to stand still: that its way is complete, that something broke, or that it works again.
import type { TenantState, TenantStatus } from '../../argocd/status/tenant-status.js';
import type { AuditKind } from './audit-event.js';
import { instant, secondsBetween } from './event-times.js';
import type { Settled, Way } from './way.js';

interface News {
  readonly kind: AuditKind;
  readonly message: string;
  readonly seconds?: number;
}

const settled: ReadonlySet<TenantState> = new Set<Settled>(['live', 'degraded', 'failed', 'stuck', 'suspended']);

export function isSettled(state: TenantState): state is Settled {
  return settled.has(state);
}

/** News of a state that people were not told of yet. */
export function settledNews(way: Way, status: TenantStatus, state: Settled, at: string): readonly News[] {
  const took = way.startedAt === undefined ? {} : { seconds: secondsBetween(way.startedAt, endOf(status, at)) };
  return newsOf[state](way, status, took);
}

type NewsOf = (way: Way, status: TenantStatus, took: { readonly seconds?: number }) => readonly News[];

const newsOf: Readonly<Record<Settled, NewsOf>> = {
  live: (way, status, took) => [
    ...(way.told?.state === 'suspended'
      ? [{ kind: 'Resumed', message: 'runs again after its suspension' } as const]
      : []),
    ...(way.completed ? [] : [{ kind: 'Completed', message: liveText(status, took.seconds), ...took } as const]),
    ...(way.completed && isTrouble(way) ? [{ kind: 'Recovered', message: 'healthy again' } as const] : []),
  ],
  suspended: (way, { summary }, took) => {
    if (way.told?.state !== 'suspended') return [{ kind: 'Suspended', message: summary, ...took }];
    return way.completed ? [] : [{ kind: 'Completed', message: 'changed while suspended', ...took }];
  },
  degraded: (way, { summary }) => (way.told?.state === 'degraded' ? [] : [{ kind: 'Degraded', message: summary }]),
  failed: (way, { summary }) => (way.told?.state === 'failed' ? [] : [{ kind: 'Failed', message: summary }]),
  stuck: ({ told }, { summary, deadEnd }) =>
    told?.state === 'stuck' && told.deadEnd === deadEnd ? [] : [{ kind: 'Stuck', message: summary }],
};

export function isTrouble({ told }: Way): boolean {
  return told?.state === 'degraded' || told?.state === 'failed' || told?.state === 'stuck';
}

function liveText({ url }: TenantStatus, seconds: number | undefined): string {
  return seconds === undefined ? `live at ${url}` : `live at ${url} after ${durationText(seconds)}`;
}

/** As `3 min 12 s`, in the two largest units. */
export function durationText(seconds: number): string {
  const parts = [
    { size: Math.floor(seconds / 86_400), unit: 'd' },
    { size: Math.floor(seconds / 3600) % 24, unit: 'h' },
    { size: Math.floor(seconds / 60) % 60, unit: 'min' },
    { size: seconds % 60, unit: 's' },
  ];
  const first = parts.findIndex(({ size }) => size > 0);
  if (first < 0) return '0 s';
  const shown = parts.slice(first, first + 2).filter(({ size }) => size > 0);
  return shown.map(({ size, unit }) => `${size} ${unit}`).join(' ');
}

function endOf(status: TenantStatus, at: string): string {
  return instant(status.steps.find(({ name }) => name === 'healthy')?.endedAt, at);
}
