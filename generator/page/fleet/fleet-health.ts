// Ready, degraded or failed: of the service's own problems and of tenants in trouble. A tenant in trouble never makes the service fail.
import type { TenantStatus } from '../../../argocd/status/tenant-status.js';
import type { Problem } from '../page-data.js';
import { needsAttention } from './select-tenants.js';

export type HealthState = 'ready' | 'degraded' | 'failed';

export interface FleetHealth {
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
