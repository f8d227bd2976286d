// Tenants as the status reader gives them, in every state; many of them alike, for what must be fast.
import { type Step, stepNames, type TenantState, type TenantStatus } from '../../../poller/status/tenant-status.js';

export const now = new Date('2026-07-01T12:00:00Z');

const at = (secondsAgo: number) => `${new Date(now.getTime() - secondsAgo * 1000).toISOString().slice(0, 19)}Z`;

export function tenantStatus(tenant: string, changes: Partial<TenantStatus> = {}): TenantStatus {
  return {
    tenant,
    displayName: `Tenant ${tenant}`,
    namespace: `tenant-${tenant}`,
    cluster: 'eu-west',
    region: 'eu-west',
    product: 'workshop',
    tier: 'professional',
    ring: 'stable',
    lifecycle: 'active',
    url: `https://${tenant}.garage.example`,
    state: 'live',
    summary: 'live since 3 h',
    correlation: {
      sourceCommit: 'a1b2c3d4'.repeat(5),
      publishedCommit: 'd4e5f6a7'.repeat(5),
      pullRequest: 42,
    },
    revision: 'd4e5f6a7'.repeat(5),
    steps: stepsUntil(stepNames.length),
    resources,
    coarse: false,
    images: [
      `registry.garage.example/workshop/api@sha256:${'ab'.repeat(32)}`,
      'registry.garage.example/workshop/web:4.2.0',
    ],
    comparedAt: at(95),
    ...changes,
  };
}

const took = [240, 1100, 6, 14, 3, 9, 92, 41, 27, 6, 4];

/** The steps before it are done, the others wait. */
export function stepsUntil(done: number, then: Partial<Step> = {}): Step[] {
  let secondsAgo = 11_000;
  return stepNames.map((name, index) => {
    if (index > done) return { name, state: 'waiting' };
    const startedAt = at(secondsAgo);
    secondsAgo -= took[index] ?? 0;
    if (index === done) return { name, state: 'running', startedAt: at(73), ...then };
    return { name, state: 'done', startedAt, endedAt: at(secondsAgo) };
  });
}

const resources = [
  { kind: 'Namespace', name: 'its-namespace', sync: 'Synced' },
  { kind: 'NetworkPolicy', name: 'default-deny', sync: 'Synced' },
  { kind: 'ExternalSecret', name: 'smtp', health: 'Healthy', sync: 'Synced' },
  { kind: 'Cluster', name: 'postgres', health: 'Healthy', sync: 'Synced', message: 'Cluster in healthy state' },
  { kind: 'Job', name: 'migrate-3f9c2a', health: 'Healthy', sync: 'Synced' },
  { kind: 'Deployment', name: 'api', health: 'Healthy', sync: 'Synced' },
  { kind: 'Deployment', name: 'web', health: 'Healthy', sync: 'Synced' },
  { kind: 'HTTPRoute', name: 'web', health: 'Healthy', sync: 'Synced' },
];

const failedTenant = tenantStatus('bolt-garage', {
  displayName: 'Bolt Garage & Söhne',
  state: 'failed',
  summary: 'the migration failed: Job has reached the specified backoff limit',
  hint: 'read its log: kubectl logs -n tenant-bolt-garage job/migrate-3f9c2a; then merge a fix',
  steps: stepsUntil(7, {
    state: 'failed',
    endedAt: at(20),
    error: 'Job has reached the specified backoff limit',
    hint: 'read its log: kubectl logs -n tenant-bolt-garage job/migrate-3f9c2a; then merge a fix',
  }),
  resources: resources.map((each) =>
    each.kind === 'Job'
      ? { ...each, health: 'Degraded', message: 'Job has reached the specified backoff limit' }
      : each,
  ),
});

const progressingTenant = tenantStatus('fjord-service', {
  displayName: 'Fjord Service',
  state: 'progressing',
  summary: 'the database starts',
  steps: stepsUntil(6),
  resources: resources.map((each) =>
    each.kind === 'Cluster' ? { ...each, health: 'Progressing', message: 'Creating a new replica' } : each,
  ),
});

const stuckTenant = tenantStatus('city-motors', {
  displayName: 'City Motors',
  state: 'stuck',
  deadEnd: 'prune-unconfirmed',
  summary: 'Argo CD waits until somebody confirms that the database may be removed',
  hint: 'confirm it in Argo CD, or put the database back into the tenant’s file',
  cluster: 'us-east',
  region: 'us-east',
});

export const fewTenants: readonly TenantStatus[] = [
  tenantStatus('acme-auto', { displayName: 'Acme Auto Repair' }),
  failedTenant,
  stuckTenant,
  tenantStatus('demo-harbor', {
    displayName: 'Demo Harbor',
    state: 'suspended',
    lifecycle: 'suspended',
    tier: 'demo',
    ring: 'canary',
    summary: 'suspended: its data is kept',
  }),
  tenantStatus('east-tyres', {
    displayName: 'East Tyres',
    state: 'degraded',
    summary: 'Deployment api has 1 of 2 replicas',
    region: 'us-east',
    cluster: 'us-east',
  }),
  progressingTenant,
  tenantStatus('new-one', {
    displayName: 'New One',
    state: 'unknown',
    summary: 'no Argo CD has told of it yet',
    steps: stepsUntil(3),
    resources: [],
    images: [],
  }),
];

/** Sorted by tenant, most of them live. */
export function manyTenants(count: number): readonly TenantStatus[] {
  const states: readonly TenantState[] = ['failed', 'progressing', 'degraded', 'suspended', 'stuck', 'unknown'];
  const regions = ['eu-west', 'us-east', 'ap-south'];
  const products = ['store', 'suite', 'workshop'];
  const tiers = ['demo', 'enterprise', 'free', 'professional'];
  return Array.from({ length: count }, (_, index) => {
    const state = index % 37 === 5 ? (states[Math.floor(index / 37) % states.length] ?? 'live') : 'live';
    const region = regions[index % 3] ?? '';
    return tenantStatus(`t-${String(index).padStart(5, '0')}`, {
      displayName: `${companies[index % companies.length]} ${index}`,
      state,
      summary: summaries[state] ?? 'live',
      region,
      cluster: region,
      product: products[(index >> 2) % 3] ?? '',
      tier: tiers[index % 4] ?? '',
      ring: index % 10 === 0 ? 'canary' : 'stable',
      comparedAt: at(30 + (index % 170)),
    });
  });
}

const companies = [
  'Harbour Motors',
  'Nordlicht Werkstatt',
  'Pine & Sons',
  'Atelier Lune',
  'Östra Däck',
  'Grand Bazaar',
];
const summaries: Partial<Record<TenantState, string>> = {
  failed: 'the migration failed: Job has reached the specified backoff limit',
  progressing: 'the database starts',
  degraded: 'Deployment api has 1 of 2 replicas',
  suspended: 'suspended: its data is kept',
  stuck: 'Argo CD has used up its retries, and waits for a new commit',
  unknown: 'no Argo CD has told of it for 20 min',
};
