// What every concern makes of a tenant: asked for one tenant's plan, and for the largest that a product can be.
import type { PlanInput, UntracedInput } from '../../constructs/base/concern.js';
import type { TenantProps } from '../../constructs/base/tenant.js';
import type { TracedPlan, UntracedFields } from '../../constructs/base/tenant-plan.js';
import { concerns } from '../../constructs/index.js';

export function planConcerns(given: Omit<PlanInput, 'running' | 'secretVariables'>): Partial<TracedPlan> {
  const [blueprint, tenant] = [given.blueprint.value, given.tenant.value];
  const input: PlanInput = {
    ...given,
    running: concerns.flatMap(({ workloads }) => workloads?.(blueprint, tenant) ?? []),
    secretVariables: (workload) => concerns.flatMap((concern) => concern.secretVariables?.(input, workload) ?? []),
  };
  return Object.assign({}, ...concerns.map(({ plan }) => plan?.(input)));
}

/** What every concern adds to a tenant that no line sets. */
export function untracedFields(given: UntracedInput): Pick<TenantProps, keyof UntracedFields> {
  return Object.assign({}, ...concerns.map(({ untraced }) => untraced?.(given, concerns)));
}
