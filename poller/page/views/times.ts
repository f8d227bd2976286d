// Times and durations for people. Programs find the exact time in `datetime`, people by hovering.
import { durationText } from '../../../constructs/base/wording.js';
import { type Html, html } from './html.js';

export function timeAgo(at: string | undefined, now: Date): Html {
  const then = at === undefined ? Number.NaN : Date.parse(at);
  if (Number.isNaN(then)) return html`<span class="quiet">never</span>`;
  const iso = new Date(then).toISOString();
  const seconds = Math.round((now.getTime() - then) / 1000);
  return html`<time datetime="${iso}" title="${exact(iso)}" data-ago>${ago(seconds)}</time>`;
}

/** For people, in UTC. */
function exact(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** Between two times, where both are known; clocks of different machines never make it negative. */
export function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** The script says the same as time goes by (assets/page.js). */
function ago(seconds: number): string {
  if (seconds < 5) return 'just now';
  return `${durationText(seconds).split(' ').slice(0, 2).join(' ')} ago`;
}
