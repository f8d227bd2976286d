// A viewer and the tenants they may see, from the groups that a proxy or an identity provider names. Every list, count, stream and
// address of the page asks it.

import type { PageSource } from '../../../generator/read/schema/page.js';
import { cleanText } from '../../status/clean-text.js';
import type { TenantStatus } from '../../status/tenant-status.js';

export interface Viewer {
  readonly name: string;
  readonly tenants: 'all' | ReadonlySet<string>;
}

type ViewerRules = Extract<PageSource['access'], { kind: 'oidc' }>['viewers'];

interface GroupRules {
  readonly viewers: ViewerRules;
  /** `viewersGroup` of platform.yaml; `{tenant}` stands for an id. */
  readonly viewersGroup: string;
}

export function viewerOf(name: string, groups: readonly string[], rules: GroupRules): Viewer {
  const known = cleanText(name, 100);
  const { viewers } = rules;
  if (viewers === 'everyone') return { name: known, tenants: 'all' };
  if (groups.some((group) => viewers.fleet.includes(group))) return { name: known, tenants: 'all' };
  return { name: known, tenants: new Set(groups.flatMap((group) => tenantsOf(group, viewers, rules.viewersGroup))) };
}

/** The groups that decide anything: all that a session has to remember. */
export function groupsThatCount(groups: readonly string[], { viewers, viewersGroup }: GroupRules): string[] {
  if (viewers === 'everyone') return [];
  const fleet = groups.find((group) => viewers.fleet.includes(group));
  if (fleet !== undefined) return [fleet];
  return groups.filter((group) => tenantsOf(group, viewers, viewersGroup).length > 0);
}

export function maySee({ tenants }: Viewer, tenant: string): boolean {
  return tenants === 'all' || tenants.has(tenant);
}

export function visibleTo(viewer: Viewer, statuses: readonly TenantStatus[]): readonly TenantStatus[] {
  return viewer.tenants === 'all' ? statuses : statuses.filter(({ tenant }) => maySee(viewer, tenant));
}

function tenantsOf(group: string, viewers: Exclude<ViewerRules, 'everyone'>, pattern: string): string[] {
  const listed = Object.hasOwn(viewers.tenants, group) ? (viewers.tenants[group] ?? []) : [];
  const named = tryFindNamed(group, pattern);
  return named === undefined ? listed : [...listed, named];
}

/** The tenant whose own group it is. */
function tryFindNamed(group: string, pattern: string): string | undefined {
  const [start = '', end = ''] = pattern.split('{tenant}');
  if (group.length <= start.length + end.length || !group.startsWith(start) || !group.endsWith(end)) return undefined;
  const id = group.slice(start.length, group.length - end.length);
  return /^[a-z](?:[-a-z0-9]{0,38}[a-z0-9])?$/.test(id) ? id : undefined;
}
