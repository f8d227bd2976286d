// Which ids a tenant may have: those that nobody takes for the platform.
import type { Finding } from '../../finding/finding.js';
import { type Limits, limitFinding } from './limits.js';
import { reservedIds } from './reserved-ids.js';

/** A reserved id, or one whose host is that of the platform's own page. */
export function nameLimits({ tenant, platform }: Limits): Finding[] {
  const id = tenant.data.metadata.name;
  const isPage = platform.serve?.host === `${id}.${platform.baseDomain}`;
  if (!reservedIds.has(id) && !platform.reserved.includes(id) && !isPage) return [];
  const message = `the id ${id} is reserved for the platform`;
  const hint = 'choose another id, and rename the file';
  return [limitFinding(tenant, 'plan/reserved-name', ['metadata', 'name'], { message, hint })];
}
