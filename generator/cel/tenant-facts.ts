// What an expression of a policy may ask of the tenant: the facts of its plan, by name. Expressions are checked against the same table.
import type { TenantPlan } from '../plan/tenant-plan.js';

type Fact = (plan: TenantPlan) => unknown;

/** Absent where the tenant does not say: `has(tenant.expiresAt)` asks for it. */
export const tenantFacts = {
  id: ({ id }) => id,
  displayName: ({ displayName }) => displayName,
  namespace: ({ namespace }) => namespace,
  blueprint: ({ product }) => product,
  tier: ({ tier }) => tier,
  region: ({ cluster }) => cluster.region,
  cluster: ({ cluster }) => cluster.name,
  environment: ({ cluster }) => cluster.environment,
  ring: ({ ring }) => ring,
  lifecycle: ({ lifecycle }) => lifecycle,
  hosts: ({ hosts }) => hosts.map(({ name }) => name),
  owner: ({ owner }) => owner,
  billing: ({ billing }) => billing,
  entitlements: ({ entitlements }) => entitlements,
  createdOn: ({ createdOn }) => createdOn,
  expiresAt: ({ expiresAt }) => expiresAt,
} as const satisfies Readonly<Record<string, Fact>>;

/** Facts that are no text. */
export const factTypes: Readonly<Record<string, 'list' | 'map'>> = {
  hosts: 'list',
  owner: 'map',
  billing: 'map',
  entitlements: 'map',
};

export function factsOf(plan: TenantPlan): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tenantFacts).map(([name, fact]) => [name, fact(plan)]));
}
