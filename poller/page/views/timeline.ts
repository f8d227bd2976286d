// A tenant's progress as a list of steps: how long each took, and for a failed one what went wrong and what to do.
import { durationText } from '../../../constructs/base/wording.js';
import type { Step, StepName, TenantStatus } from '../../status/tenant-status.js';
import { type Html, html, nothing } from './html.js';
import { stateIcon, stateWord } from './state-badge.js';
import { secondsBetween, timeAgo } from './times.js';

const titles = {
  requested: 'Requested',
  merged: 'Merged',
  published: 'Published',
  seen: 'Seen by Argo CD',
  namespace: 'Namespace',
  secrets: 'Secrets',
  database: 'Database',
  migration: 'Migration',
  services: 'Services',
  routes: 'Routes',
  healthy: 'Healthy',
} as const satisfies Readonly<Record<StepName, string>>;

export function stepTitle(step: StepName): string {
  return titles[step];
}

export function timeline({ steps, coarse }: TenantStatus, now: Date): Html {
  const longest = Math.max(1, ...steps.map((step) => secondsOf(step, now) ?? 0));
  const note = coarse
    ? html`<p class="quiet">Argo CD tells of the whole only: single steps are a guess from it.</p>`
    : nothing;
  return html`${note}<ol class="timeline">${steps.map((step) => item(step, longest, now))}</ol>`;
}

function item(step: Step, longest: number, now: Date): Html {
  const seconds = secondsOf(step, now);
  const took = seconds === undefined ? nothing : html`<span class="took">${durationText(seconds)}</span>`;
  const current = step.state === 'running' ? html` aria-current="step"` : nothing;
  return html`<li class="step step-${step.state}"${current}>
<span class="mark">${stateIcon(step.state)}</span>
<span class="name">${titles[step.name]}</span> <span class="word">${stateWord(step.state)}</span>
${share(seconds, longest)}${took}
<span class="when">${step.endedAt === undefined && step.startedAt === undefined ? nothing : timeAgo(step.endedAt ?? step.startedAt, now)}</span>
${trouble(step)}
</li>`;
}

/** A step that runs has taken the time until now. */
function secondsOf({ startedAt, endedAt, state }: Step, now: Date): number | undefined {
  const end = state === 'running' ? now.toISOString() : endedAt;
  return startedAt === endedAt ? undefined : secondsBetween(startedAt, end);
}

function share(seconds: number | undefined, longest: number): Html {
  if (seconds === undefined) return html`<span class="share"></span>`;
  const width = Math.max(1, (seconds / longest) * 100).toFixed(1);
  return html`<span class="share"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${width}" height="6" rx="1"/></svg></span>`;
}

function trouble({ error, hint }: Step): Html {
  if (error === undefined && hint === undefined) return nothing;
  return html`<div class="trouble">${error === undefined ? nothing : html`<p class="error"><bdi>${error}</bdi></p>`}${hint === undefined ? nothing : html`<p class="hint"><bdi>${hint}</bdi></p>`}</div>`;
}
