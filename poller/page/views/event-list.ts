// A list of events, the newest first.

import { durationText } from '../../../constructs/base/wording.js';
import { pathPart } from '../../github/client.js';
import type { AuditEvent, AuditKind } from '../../history/history.js';
import type { EventPage } from '../fleet/read-activity.js';
import type { Places } from '../page-data.js';
import { correlationLinks } from '../tenant-links.js';
import { type Html, html, nothing, outward } from './html.js';
import { shortCommit } from './layout.js';
import { stateIcon } from './state-badge.js';
import { stepTitle } from './timeline.js';
import { timeAgo } from './times.js';

interface EventListProps {
  readonly page: EventPage;
  readonly places: Places;
  readonly now: Date;
  readonly namesTenants: boolean;
  /** The address of the next page. */
  readonly more: (before: number) => string;
}

export function eventList({ page, places, now, namesTenants, more }: EventListProps): Html {
  if (page.events.length === 0) return html`<p class="empty">Nothing has happened yet.</p>`;
  const next =
    page.next === undefined
      ? nothing
      : html`<nav class="pager" aria-label="Older events"><a rel="next" href="${more(page.next)}">Older</a></nav>`;
  return html`<ol class="events">${page.events.map((event) => item(event, places, now, namesTenants))}</ol>${next}`;
}

const words = {
  Requested: 'Requested',
  Started: 'Started',
  StepStarted: 'Step started',
  StepCompleted: 'Step completed',
  StepFailed: 'Step failed',
  Completed: 'Completed',
  Failed: 'Failed',
  Stuck: 'Stuck',
  Degraded: 'Degraded',
  Recovered: 'Recovered',
  Suspended: 'Suspended',
  Resumed: 'Resumed',
  Offboarded: 'Offboarded',
  Retried: 'Retried',
} as const satisfies Readonly<Record<AuditKind, string>>;

export function kindWord(kind: AuditKind): string {
  return words[kind];
}

const shapes = {
  Requested: 'waiting',
  Started: 'running',
  StepStarted: 'running',
  StepCompleted: 'done',
  StepFailed: 'failed',
  Completed: 'live',
  Failed: 'failed',
  Stuck: 'stuck',
  Degraded: 'degraded',
  Recovered: 'live',
  Suspended: 'suspended',
  Resumed: 'running',
  Offboarded: 'skipped',
  Retried: 'running',
} as const satisfies Readonly<Record<AuditKind, Parameters<typeof stateIcon>[0]>>;

function item(event: AuditEvent, places: Places, now: Date, namesTenants: boolean): Html {
  const { tenant, kind, step, message, seconds, at } = event;
  const shape = shapes[kind];
  const name = namesTenants
    ? html`<a class="who" href="/tenants/${pathPart(tenant)}"><bdi>${tenant}</bdi></a> `
    : nothing;
  return html`<li class="event event-${shape}">
<span class="mark">${stateIcon(shape)}</span>
<span class="what">${name}<b>${kindWord(kind)}</b>${step === undefined ? nothing : html` <span class="quiet">${stepTitle(step)}</span>`}${seconds === undefined ? nothing : html` <span class="quiet">after ${durationText(seconds)}</span>`}</span>
<span class="when">${timeAgo(at, now)}</span>
<p class="message"><bdi>${message}</bdi>${origin(event, places)}</p>
</li>
`;
}

function origin(event: AuditEvent, places: Places): Html {
  const links = correlationLinks(event, places);
  const request = event.pullRequest === undefined ? [] : [linked(links.pullRequest, `#${event.pullRequest}`)];
  const commit = event.sourceCommit === undefined ? [] : [linked(links.sourceCommit, shortCommit(event.sourceCommit))];
  return html`${[...request, ...commit].map((each) => html` <span class="origin">${each}</span>`)}`;
}

function linked(address: string | undefined, text: string): Html {
  return address === undefined ? html`<bdi>${text}</bdi>` : outward(address, text);
}
