// The schemas of the API's answers. The OpenAPI document is made from them, and tests check every answer against them.
import { z } from 'zod';
import { type AuditEvent, auditKinds } from '../../history/history.js';
import { stepNames, type TenantStatus, tenantStates } from '../../status/tenant-status.js';
import { stateFilters } from '../fleet/fleet-query.js';
import type { Links } from '../tenant-links.js';

const text = (description: string, example: string) => z.string().meta({ description, examples: [example] });
const time = (description: string) => text(`${description}; ISO 8601 in UTC`, '2026-07-01T12:00:00Z');
const count = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, examples: [3] });
const state = z.enum(tenantStates).meta({ description: 'What people ask first', examples: ['live'] });

const step = z
  .object({
    name: z.enum(stepNames).meta({ description: 'Which step', examples: ['database'] }),
    state: z
      .enum(['waiting', 'running', 'done', 'failed', 'skipped'])
      .meta({ description: 'skipped: the tenant has nothing of the kind', examples: ['done'] }),
    startedAt: time('When it began, where that is known').exactOptional(),
    endedAt: time('When it ended, where that is known').exactOptional(),
    error: text('What went wrong', 'Job has reached the specified backoff limit').exactOptional(),
    hint: text('What to do about it', 'read its log').exactOptional(),
  })
  .meta({ id: 'Step', description: 'One step of a tenant’s way' });

const resource = z
  .object({
    kind: text('Its kind', 'Deployment'),
    name: text('Its name', 'api'),
    health: text('Argo CD’s word; absent where the kind has no health', 'Healthy').exactOptional(),
    sync: text('Whether it is as in git', 'Synced').exactOptional(),
    message: text('What Argo CD says of it', 'waiting for rollout').exactOptional(),
  })
  .meta({ id: 'Resource', description: 'One object of the tenant' });

const correlation = z
  .object({
    sourceCommit: text('Commit of the source repository', 'a1b2c3d').exactOptional(),
    pullRequest: z
      .int()
      .exactOptional()
      .meta({ description: 'Pull request that brought it', examples: [42] }),
    publishedCommit: text('Commit of the GitOps repository', 'd4e5f6a').exactOptional(),
  })
  .meta({ id: 'Correlation', description: 'Whose change it is' });

const links = z
  .object({
    argocd: text(
      'Its Application in Argo CD',
      'https://argocd.example/applications/argocd/tenant-acme',
    ).exactOptional(),
    grafana: text('Its dashboard', 'https://grafana.example/d/acme').exactOptional(),
    file: text('Its file', 'https://github.com/o/r/blob/main/tenants/acme.yaml').exactOptional(),
    pullRequest: text('The pull request', 'https://github.com/o/r/pull/42').exactOptional(),
    sourceCommit: text('The commit', 'https://github.com/o/r/commit/a1b2c3d').exactOptional(),
    publishedCommit: text('What was published', 'https://github.com/o/gitops/commit/d4e5f6a').exactOptional(),
  })
  .meta({ id: 'Links', description: 'Where else the tenant is shown' }) satisfies z.ZodType<Links>;

const summaryFields = {
  tenant: text('Its id', 'acme-auto'),
  displayName: text('The customer’s name', 'Acme Auto Repair'),
  namespace: text('Its namespace', 'tenant-acme-auto'),
  cluster: text('Where it runs', 'eu-west'),
  region: text('Where its data lives', 'eu-west'),
  product: text('What it runs', 'workshop'),
  tier: text('How much of it', 'professional'),
  ring: text('When it gets a change', 'stable'),
  lifecycle: text('active, suspended or offboarding', 'active'),
  url: text('Its address', 'https://acme-auto.garage.example'),
  argocd: text('Which Argo CD has it, where one does', 'eu-west').exactOptional(),
  state,
  summary: text('One sentence: what happens, or what went wrong', 'the database starts'),
  comparedAt: time('When Argo CD last compared it').exactOptional(),
};

const tenantSummary = z.object(summaryFields).meta({ id: 'TenantSummary', description: 'A tenant in a list' });

const tenantStatus = z
  .object({
    ...summaryFields,
    deadEnd: z
      .enum(['prune-unconfirmed', 'never-attempted', 'retries-used-up'])
      .exactOptional()
      .meta({ description: 'Which of Argo CD’s silent ends it is in', examples: ['retries-used-up'] }),
    hint: text('What to do', 'merge a fix').exactOptional(),
    correlation,
    revision: text('Commit that Argo CD last compared', 'd4e5f6a').exactOptional(),
    steps: z.array(step).readonly().meta({ description: 'Its way, in order' }),
    resources: z.array(resource).readonly().meta({ description: 'Its objects' }),
    coarse: z.boolean().meta({ description: 'Whether steps are a guess from the whole', examples: [false] }),
    images: z.array(z.string()).readonly().meta({ description: 'Container images that run' }),
    links,
  })
  .meta({ id: 'Tenant', description: 'One tenant' }) satisfies z.ZodType<TenantStatus & { links: Links }>;

const auditEvent = z
  .object({
    id: z.int().meta({ description: 'Grows with each event', examples: [4711] }),
    tenant: text('Whose', 'acme-auto'),
    kind: z.enum(auditKinds).meta({ description: 'What happened', examples: ['Completed'] }),
    at: time('When'),
    step: z
      .enum(stepNames)
      .exactOptional()
      .meta({ description: 'Of which step', examples: ['migration'] }),
    state,
    message: text('One sentence', 'live after 3 min 12 s'),
    seconds: z
      .number()
      .exactOptional()
      .meta({ description: 'How long it took', examples: [192] }),
    sourceCommit: text('Commit of the source repository', 'a1b2c3d').exactOptional(),
    publishedCommit: text('Commit of the GitOps repository', 'd4e5f6a').exactOptional(),
    pullRequest: z
      .int()
      .exactOptional()
      .meta({ description: 'Pull request', examples: [42] }),
  })
  .meta({ id: 'Event', description: 'One event of the audit log' }) satisfies z.ZodType<AuditEvent>;

const eventPage = z
  .object({
    events: z.array(auditEvent).readonly().meta({ description: 'The newest first' }),
    next: z
      .int()
      .exactOptional()
      .meta({ description: '`before` of the next page; absent on the last', examples: [4711] }),
  })
  .meta({ id: 'Events', description: 'A page of the audit log' });

const tenantPage = z
  .object({
    tenants: z.array(tenantSummary).readonly().meta({ description: 'One page of those that match' }),
    total: count('How many match'),
    page: count('This page, from 1'),
    pages: count('How many pages there are'),
    counts: z
      .object(Object.fromEntries(stateFilters.map((name) => [name, count(`How many are ${name}`)])))
      .meta({ description: 'By state, of those that match apart from their state' }),
  })
  .meta({ id: 'Tenants', description: 'A page of the fleet' });

const health = z
  .object({
    status: z.enum(['ready', 'degraded', 'failed']).meta({ description: 'The whole in one word', examples: ['ready'] }),
    reasons: z
      .array(
        z.object({
          code: text('Stable, for programs', 'store-unreachable'),
          message: text('One sentence', 'the history can not be written'),
        }),
      )
      .readonly()
      .meta({ description: 'Why, the worst first' }),
  })
  .meta({ id: 'Health', description: 'Ready, degraded or failed' });

const problem = z
  .object({
    type: text('Always about:blank', 'about:blank'),
    title: text('What is wrong', 'Not Found'),
    status: z.int().meta({ description: 'The HTTP status', examples: [404] }),
    detail: text('What to do', 'there is no tenant acme').exactOptional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457)' });

export const apiSchemas = { tenantPage, tenantStatus, tenantSummary, eventPage, health, problem } as const;

export type TenantSummary = z.infer<typeof tenantSummary>;
