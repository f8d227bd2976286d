// One bar for the whole fleet: each state's share, drawn as SVG because the page allows no inline style. The counts below say it in words.
import { type TenantState, tenantStates } from '../../../argocd/status/tenant-status.js';
import type { FleetPage } from '../fleet/select-tenants.js';
import { type Html, html, nothing } from './html.js';

/** Units of the drawing. */
const width = 1000;
/** A single failed tenant among ten thousand must be seen. */
const narrowest = 4;

export function stateBar(counts: FleetPage['counts']): Html {
  const present = tenantStates.filter((state) => counts[state] > 0);
  const total = present.reduce((sum, state) => sum + counts[state], 0);
  if (total === 0) return nothing;
  const widths = present.map((state) => Math.max(narrowest, (counts[state] / total) * width));
  const scale = width / widths.reduce((sum, each) => sum + each, 0);
  let x = 0;
  const parts = present.map((state: TenantState, index) => {
    const own = (widths[index] ?? 0) * scale;
    const part = html`<rect class="part-${state}" x="${x.toFixed(1)}" y="0" width="${own.toFixed(1)}" height="8"/>`;
    x += own;
    return part;
  });
  return html`<svg class="bar" viewBox="0 0 ${width} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}
