// Statuses for tests of the store and of what is made from them.
import {
  type StepState,
  stepNames,
  type TenantState,
  type TenantStatus,
} from '../../../poller/status/tenant-status.js';

export const firstCommit = 'a'.repeat(40);
export const secondCommit = 'b'.repeat(40);

export function sampleStatus(changes: Partial<TenantStatus> = {}): TenantStatus {
  return {
    tenant: 'acme-auto',
    displayName: 'Acme Auto Repair',
    namespace: 'tenant-acme-auto',
    cluster: 'eu-west',
    region: 'eu-west',
    product: 'workshop',
    tier: 'professional',
    ring: 'stable',
    lifecycle: 'active',
    url: 'https://acme-auto.garage.example',
    state: 'live',
    summary: 'live',
    correlation: { sourceCommit: '5'.repeat(40), publishedCommit: firstCommit, pullRequest: 12 },
    steps: stepsUpTo(stepNames.length),
    resources: [],
    coarse: true,
    images: [],
    ...changes,
  };
}

/** On its way: the first steps are done, and the next one is in this state. */
export function statusAt(done: number, next: StepState = 'running', state: TenantState = 'progressing'): TenantStatus {
  return sampleStatus({ state, summary: state, steps: stepsUpTo(done, next) });
}

export function stepsUpTo(done: number, next: StepState = 'running'): TenantStatus['steps'] {
  return stepNames.map((name, index) => ({
    name,
    state: index < done ? 'done' : index === done ? next : 'waiting',
    ...(index === done && next === 'failed' && { error: 'it broke' }),
  }));
}

export function manyTenants(count: number, changes: Partial<TenantStatus> = {}): TenantStatus[] {
  return Array.from({ length: count }, (_, index) => sampleStatus({ tenant: `tenant-${index}`, ...changes }));
}
