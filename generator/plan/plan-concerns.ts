// What every concern makes of a tenant: asked for one tenant's plan, and for the largest that a product can be.
import type { PlanInput } from '../../constructs/base/concern.js';
import type { TracedPlan } from '../../constructs/base/tenant-plan.js';
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
