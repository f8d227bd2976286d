// Selects a page of tenants: filtered, counted, sorted. Filters and counts take one pass over the fleet; only matches are sorted.
import { memoize } from '../../../constructs/base/memoize.js';
import { type TenantState, type TenantStatus, tenantStates } from '../../status/tenant-status.js';
import type { Problem } from '../page-data.js';
import { type FacetName, type FleetQuery, facetNames, type SortKey, type StateFilter } from './fleet-query.js';

export interface FleetPage {
  readonly tenants: readonly TenantStatus[];
  /** Of those that match. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** By state, of those that match apart from their state. */
  readonly counts: Readonly<Record<StateFilter, number>>;
  /** Of the whole fleet, whatever is filtered: what can be asked for. */
  readonly facets: Readonly<Record<FacetName, readonly string[]>>;
  readonly fleetSize: number;
}

export function selectTenants(statuses: readonly TenantStatus[], query: FleetQuery): FleetPage {
  const matches = matcherOf(query);
  const counts = newCounts();
  const found: TenantStatus[] = [];
  for (const status of statuses) {
    if (!matches(status)) continue;
    counts[status.state] += 1;
    if (needsAttention(status.state)) counts.attention += 1;
    if (isInState(status.state, query.state)) found.push(status);
  }
  const total = found.length;
  const pages = Math.max(1, Math.ceil(total / query.size));
  const page = Math.min(query.page, pages);
  const tenants = sorted(found, query).slice((page - 1) * query.size, page * query.size);
  return { tenants, total, page, pages, counts, facets: facetsOf(statuses), fleetSize: statuses.length };
}

/** What waits for somebody comes first, what runs well last. */
const stateRanks = {
  failed: 0,
  stuck: 1,
  degraded: 2,
  unknown: 3,
  progressing: 4,
  suspended: 5,
  live: 6,
} as const satisfies Readonly<Record<TenantState, number>>;

export function needsAttention(state: TenantState): boolean {
  return stateRanks[state] <= stateRanks.degraded;
}

function isInState(state: TenantState, filter: StateFilter | undefined): boolean {
  return filter === undefined || filter === state || (filter === 'attention' && needsAttention(state));
}

function matcherOf(query: FleetQuery): (status: TenantStatus) => boolean {
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = facetNames.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]] as const]));
  return (status) => {
    if (wanted.some(([name, value]) => status[name] !== value)) return false;
    if (words.length === 0) return true;
    const text = searchText(status);
    return words.every((word) => text.includes(word));
  };
}

/** A status is never changed in place. */
const searchText = memoize(({ tenant, displayName, url }: TenantStatus) =>
  `${tenant}\n${displayName}\n${url}`.toLowerCase(),
);

const sortValues = {
  tenant: ({ tenant }) => tenant,
  name: ({ displayName }) => displayName.toLowerCase(),
  product: ({ product }) => product,
  tier: ({ tier }) => tier,
  region: ({ region }) => region,
  ring: ({ ring }) => ring,
  compared: ({ comparedAt }) => comparedAt ?? '',
} as const satisfies Readonly<Record<Exclude<SortKey, 'attention'>, (status: TenantStatus) => string>>;

/** Equal ones stay in the order of their ids, in which they came. */
function sorted(statuses: readonly TenantStatus[], { sort, order }: FleetQuery): readonly TenantStatus[] {
  if (sort === 'attention') return byAttention(statuses, order);
  if (sort === 'tenant' && order === 'asc') return statuses;
  const direction = order === 'desc' ? -1 : 1;
  const keyOf = sortValues[sort];
  const keyed = statuses.map((status) => ({ status, key: keyOf(status) }));
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -direction : direction));
  return keyed.map(({ status }) => status);
}

/** The usual order, in one pass. */
function byAttention(statuses: readonly TenantStatus[], order: FleetQuery['order']): TenantStatus[] {
  const heaps: TenantStatus[][] = tenantStates.map(() => []);
  for (const status of statuses) heaps[stateRanks[status.state]]?.push(status);
  return (order === 'asc' ? heaps : heaps.reverse()).flat();
}

function newCounts(): Record<StateFilter, number> {
  const none = { live: 0, progressing: 0, degraded: 0, failed: 0, stuck: 0, suspended: 0, unknown: 0 } as const;
  return { attention: 0, ...none } satisfies Record<(typeof tenantStates)[number] | 'attention', number>;
}

/** A list is never changed in place. */
const facetsOf = memoize((statuses: readonly TenantStatus[]): FleetPage['facets'] => {
  const list = (name: FacetName) => [...new Set(statuses.map((status) => status[name]))].filter(Boolean).sort();
  return { product: list('product'), tier: list('tier'), region: list('region'), ring: list('ring') };
});

type HealthState = 'ready' | 'degraded' | 'failed';

interface FleetHealth {
  readonly status: HealthState;
  /** The worst first. */
  readonly reasons: readonly Pick<Problem, 'code' | 'message'>[];
}

export function fleetHealth(problems: readonly Problem[], statuses: readonly TenantStatus[]): FleetHealth {
  const failed = problems.filter(({ severity }) => severity === 'failed');
  const degraded = problems.filter(({ severity }) => severity === 'degraded');
  const inTrouble = statuses.some(({ state }) => needsAttention(state)) ? [tenantsInTrouble] : [];
  const reasons = [...failed, ...degraded, ...inTrouble].map(({ code, message }) => ({ code, message }));
  return { status: failed.length > 0 ? 'failed' : reasons.length > 0 ? 'degraded' : 'ready', reasons };
}

const tenantsInTrouble = { code: 'tenants-in-trouble', message: 'some tenants are failed, stuck or degraded' } as const;
