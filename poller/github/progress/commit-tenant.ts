// One tenant of a commit, as far as GitHub shows it.

import { progressBegan, secondsBetween } from '../../history/history.js';
import type { TenantStatus } from '../../status/tenant-status.js';
import type { ListedTenant } from './payload.js';

/** What is wrong, what moves, and what has arrived. */
export const groups = {
  failing: ['failed', 'stuck', 'degraded'],
  moving: ['progressing', 'unknown'],
  resting: ['live', 'suspended'],
} as const satisfies Readonly<Record<string, readonly TenantStatus['state'][]>>;

export type Group = keyof typeof groups;

const groupOfState = new Map(
  (Object.keys(groups) as Group[]).flatMap((group) => groups[group].map((state) => [state as string, group] as const)),
);

export function groupOf(state: TenantStatus['state']): Group {
  return groupOfState.get(state) ?? 'moving';
}

/** From the worst to the best: what people are to see first stands first. */
export const stateOrder = [...groups.failing, ...groups.moving, ...groups.resting];

export interface CommitTenant extends ListedTenant {
  readonly region: string;
}

export function commitTenantOf(status: TenantStatus): CommitTenant {
  const { tenant, region, state, summary, hint, url, correlation } = status;
  const failed = groupOf(state) === 'failing' ? status.steps.find((step) => step.state === 'failed') : undefined;
  const seconds = state === 'live' ? secondsOf(status) : undefined;
  return {
    tenant,
    region,
    state,
    summary,
    url,
    step: failed?.name,
    error: failed?.error,
    hint,
    published: correlation.publishedCommit,
    seconds,
  };
}

/** From the merge to the end, where both are known. */
function secondsOf(status: TenantStatus): number | undefined {
  const end = status.steps.find(({ name }) => name === 'healthy')?.endedAt;
  const began = end === undefined ? undefined : progressBegan(status, end);
  return end === undefined || began === undefined ? undefined : secondsBetween(began, end);
}
