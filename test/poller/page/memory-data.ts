// The page's data as plain values: what `tenantry serve` makes of the status reader and the store.

import type { AuditEvent } from '../../../poller/history/history.js';
import type { PageData, Problem } from '../../../poller/page/page-data.js';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';

export interface MemoryData extends PageData {
  /** Puts a status in its place, or takes a tenant out, and tells of it. */
  change(tenant: string, status?: TenantStatus): void;
  problemsNow: readonly Problem[];
}

export function memoryData(
  given: readonly TenantStatus[],
  events: readonly AuditEvent[] = eventsOf(given),
): MemoryData {
  let statuses = given;
  let byTenant = new Map(statuses.map((status) => [status.tenant, status]));
  const listeners = new Set<(tenants: readonly string[]) => void>();
  const newestFirst = [...events].sort((a, b) => b.id - a.id);
  const data: MemoryData = {
    statuses: () => statuses,
    tryFindStatus: (tenant) => byTenant.get(tenant),
    history: async (tenant, { before = Number.POSITIVE_INFINITY, limit }) =>
      newestFirst.filter((event) => event.tenant === tenant && event.id < before).slice(0, limit),
    activity: async ({ before = Number.POSITIVE_INFINITY, limit, kinds, tenants }) =>
      newestFirst
        .filter((event) => event.id < before)
        .filter((event) => (kinds?.includes(event.kind) ?? true) && (tenants?.includes(event.tenant) ?? true))
        .slice(0, limit),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    problemsNow: [],
    problems: () => data.problemsNow,
    change: (tenant, status) => {
      const others = statuses.filter((each) => each.tenant !== tenant);
      statuses = status === undefined ? others : [...others, status].sort((a, b) => (a.tenant < b.tenant ? -1 : 1));
      byTenant = new Map(statuses.map((each) => [each.tenant, each]));
      for (const listener of listeners) listener([tenant]);
    },
    places: {
      argocd: { url: 'https://argocd.garage.example', namespace: 'argocd' },
      argocds: { 'us-east': { url: 'https://argocd.us.garage.example', namespace: 'gitops' } },
      grafana: { 'eu-west': 'https://grafana.garage.example' },
      source: { url: 'https://git.garage.example/platform/tenants', branch: 'main' },
      gitops: 'https://git.garage.example/platform/gitops',
    },
    catalog: {
      products: { workshop: ['demo', 'free', 'professional', 'enterprise'], store: ['standard'] },
      regions: { 'eu-west': 'https://<id>.garage.example', 'us-east': 'https://<id>.garage.example' },
    },
  };
  return data;
}

const kinds = ['Requested', 'Started', 'StepFailed', 'Retried', 'Completed'] as const;
const messages = {
  Requested: 'asked for by pull request 42',
  Started: 'Argo CD applies commit d4e5f6a7',
  StepFailed: 'Job has reached the specified backoff limit',
  Retried: 'tried again by commit b2c3d4e5',
  Completed: 'live after 3 min 12 s',
} as const;

/** Five for each of the first tenants. */
function eventsOf(statuses: readonly TenantStatus[]): AuditEvent[] {
  return statuses.slice(0, 200).flatMap(({ tenant, state }, index) =>
    kinds.map((kind, each) => ({
      id: index * kinds.length + each + 1,
      tenant,
      kind,
      at: new Date(Date.UTC(2026, 6, 1, 8, 0, index * 60 + each * 9)).toISOString(),
      state,
      message: messages[kind],
      ...(kind === 'StepFailed' ? { step: 'migration' as const } : {}),
      ...(kind === 'Completed' ? { seconds: 192 } : {}),
      sourceCommit: 'a1b2c3d4'.repeat(5),
      pullRequest: 42,
    })),
  );
}
