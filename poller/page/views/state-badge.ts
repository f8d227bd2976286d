// A state as a badge: by its word, its shape and its colour.
import type { StepState, TenantState } from '../../status/tenant-status.js';
import { type Html, html } from './html.js';

type Shape = TenantState | StepState | 'attention';

const words = {
  live: 'Live',
  progressing: 'Progressing',
  degraded: 'Degraded',
  failed: 'Failed',
  stuck: 'Stuck',
  suspended: 'Suspended',
  unknown: 'Unknown',
  attention: 'Needs attention',
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  skipped: 'Not needed',
} as const satisfies Readonly<Record<Shape, string>>;

export function stateWord(state: Shape): string {
  return words[state];
}

export function stateBadge(state: Shape): Html {
  return html`<span class="state state-${state}">${stateIcon(state)}${words[state]}</span>`;
}

/** Sixteen units square, in the colour of the text around it. */
export function stateIcon(state: Shape): Html {
  return html`<svg class="icon icon-${state}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${drawings[state]}</svg>`;
}

const check = html`<circle cx="8" cy="8" r="7" class="fill"/><path d="M4.7 8.3l2.2 2.2 4.4-4.8" class="cut"/>`;
const cross = html`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" class="fill"/><path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2" class="cut"/>`;
const turning = html`<circle cx="8" cy="8" r="6" class="faint"/><path d="M8 2a6 6 0 0 1 6 6" class="line turns"/>`;
const warning = html`<path d="M8 1.2l7 13H1z" class="fill"/><path d="M8 6v4m0 1.7v.3" class="cut"/>`;

const drawings = {
  live: check,
  done: check,
  failed: cross,
  progressing: turning,
  running: turning,
  degraded: warning,
  attention: warning,
  stuck: html`<rect x="1.5" y="1.5" width="13" height="13" rx="2" class="fill"/><path d="M6 5v6m4-6v6" class="cut"/>`,
  suspended: html`<path d="M13.5 10.2A6 6 0 0 1 5.8 2.5a6 6 0 1 0 7.7 7.7z" class="line"/>`,
  unknown: html`<circle cx="8" cy="8" r="6.2" class="line dashed"/><path d="M6.3 6.4a1.7 1.7 0 1 1 2.4 1.6c-.5.3-.7.6-.7 1.2m0 1.9v.2" class="line"/>`,
  waiting: html`<circle cx="8" cy="8" r="6" class="line faint"/>`,
  skipped: html`<path d="M4 8h8" class="line faint"/>`,
} as const satisfies Readonly<Record<Shape, Html>>;
