// Times and durations for people. Programs find the exact time in `datetime`, people by hovering.
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

/** `2 min 5 s`: the two largest units. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const at = units.findIndex(({ size }) => whole >= size);
  const unit = units[at];
  if (unit === undefined) return '0 s';
  const next = units[at + 1];
  const rest = next === undefined ? 0 : Math.floor((whole % unit.size) / next.size);
  const first = `${Math.floor(whole / unit.size)} ${unit.name}`;
  return next === undefined || rest === 0 ? first : `${first} ${rest} ${next.name}`;
}

/** Between two times, where both are known; clocks of different machines never make it negative. */
export function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

const units = [
  { size: 86_400, name: 'd' },
  { size: 3600, name: 'h' },
  { size: 60, name: 'min' },
  { size: 1, name: 's' },
] as const;

/** The script says the same as time goes by (assets/page.js). */
function ago(seconds: number): string {
  if (seconds < 5) return 'just now';
  return `${duration(seconds).split(' ').slice(0, 2).join(' ')} ago`;
}
