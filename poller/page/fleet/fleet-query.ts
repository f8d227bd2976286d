// The query of an address: filters, order and page. One schema checks it for the page and the API, and describes it.

import { z } from 'zod';
import { auditKinds } from '../../history/history.js';
import { tenantStates } from '../../status/tenant-status.js';

/** `attention` is failed, stuck and degraded together. */
export const stateFilters = ['attention', ...tenantStates] as const;

export type StateFilter = (typeof stateFilters)[number];

export const sortKeys = ['attention', 'tenant', 'name', 'product', 'tier', 'region', 'ring', 'compared'] as const;

export type SortKey = (typeof sortKeys)[number];

const word = (what: string, example: string) =>
  z
    .string()
    .max(63)
    .optional()
    .meta({ description: `Only tenants of this ${what}`, examples: [example] });

export const fleetQuery = z.object({
  q: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Words that id, name or address hold', examples: ['acme'] }),
  state: z
    .enum(stateFilters)
    .optional()
    .meta({ description: 'Only tenants in this state; attention is failed, stuck and degraded', examples: ['failed'] }),
  product: word('product', 'workshop'),
  tier: word('tier', 'professional'),
  region: word('region', 'eu-west'),
  ring: word('ring', 'stable'),
  sort: z
    .enum(sortKeys)
    .default('attention')
    .meta({ description: 'What to sort by; attention puts what needs somebody first', examples: ['tenant'] }),
  order: z
    .enum(['asc', 'desc'])
    .default('asc')
    .meta({ description: 'Up or down', examples: ['desc'] }),
  page: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(1)
    .meta({ description: 'Which page, from 1', examples: [2] }),
  size: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(50)
    .meta({ description: 'Tenants on a page', examples: [100] }),
});

export type FleetQuery = z.infer<typeof fleetQuery>;

export const facetNames = ['product', 'tier', 'region', 'ring'] as const satisfies readonly (keyof FleetQuery)[];

export type FacetName = (typeof facetNames)[number];

/** The address's part after `?`, without what is the default anyway. */
export function fleetSearch(query: FleetQuery, changes: Partial<FleetQuery> = {}): string {
  const wanted: Partial<FleetQuery> = { ...query, page: 1, ...changes };
  const defaults: Partial<FleetQuery> = fleetQuery.parse({});
  const params = new URLSearchParams();
  for (const key of queryKeys) {
    const value = wanted[key];
    if (value !== undefined && value !== defaults[key]) params.set(key, String(value));
  }
  return params.size === 0 ? '' : `?${params}`;
}

const queryKeys = Object.keys(fleetQuery.shape) as (keyof FleetQuery)[];

const before = z.coerce
  .number()
  .int()
  .min(1)
  .max(Number.MAX_SAFE_INTEGER)
  .optional()
  .meta({ description: 'Only events with a smaller id: `next` of the page before', examples: [4711] });

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .meta({ description: 'Events on a page', examples: [100] });

export const historyQuery = z.object({ before, limit });

export const activityQuery = z.object({
  kind: z
    .enum(auditKinds)
    .optional()
    .meta({ description: 'Only events of this kind', examples: ['StepFailed'] }),
  tenant: z
    .string()
    .max(63)
    .optional()
    .meta({ description: 'Only events of this tenant', examples: ['acme-auto'] }),
  before,
  limit,
});

export type ActivityQuery = z.infer<typeof activityQuery>;
