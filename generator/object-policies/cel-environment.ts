// What an expression of a policy may use: CEL's standard functions, those for strings, and `amount` for Kubernetes' quantities.
// compile-expression.ts parses and plans with it.

import { type CelEnv, CelScalar, celEnv, celFunc } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { RE2JS } from '@bufbuild/re2';
import { memoize } from '../../constructs/base/memoize.js';
import { parseQuantity } from '../../constructs/base/quantity.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';

const { DOUBLE, STRING } = CelScalar;

/** `amount("1.5Gi")` in the unit itself: bytes, cores. What is no quantity is an error of the evaluation. */
const amount = celFunc('amount', [STRING], DOUBLE, (text) => Number(parseQuantity(text)) / 1e9);

export const environment: CelEnv = celEnv({
  funcs: [...strings, amount],
  // Compiling a pattern costs twenty times what matching does, and policies ask the same of thousands of objects.
  re2: { compile: memoize((pattern) => RE2JS.compile(pattern), { most: 1000 }) },
});

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
