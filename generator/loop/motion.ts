// Whether a tenant is in motion: only then is it worth asking for the health of its objects, and the sooner the more it moves.
import type { ApplicationView } from '../../argocd/status/application-view.js';
import type { TenantState, TenantStatus } from '../../argocd/status/tenant-status.js';

/** Where Argo CD can not even compare, an outage of it concerns all, and its objects say nothing new. */
export function isAtRest({ state, steps }: TenantStatus): boolean {
  return atRest.has(state) || steps.some((step) => step.name === 'seen' && step.state === 'failed');
}

const atRest: ReadonlySet<TenantState> = new Set(['live', 'suspended', 'unknown']);

/** Whether Argo CD says something else of it. */
export function hasMoved(before: ApplicationView, after: ApplicationView): boolean {
  const { operation, health, sync } = after;
  const last = before.operation;
  return (
    before.health !== health ||
    before.sync !== sync ||
    last?.phase !== operation?.phase ||
    last?.message !== operation?.message
  );
}
