// A tenant's way as spans: one for the whole, one for each step with its times. Pure; export-spans.ts sends them. Their ids follow
// from the tenant and the published commit, so a way that is told twice is one trace.
import { createHash } from 'node:crypto';
import type { Step, TenantStatus } from '../../argocd/status/tenant-status.js';

export interface WaySpan {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** What went wrong. */
  readonly error?: string;
}

export interface WayTrace {
  /** 32 hex digits. */
  readonly traceId: string;
  readonly whole: WaySpan;
  readonly steps: readonly WaySpan[];
}

/** Undefined where no step has both of its times. */
export function wayTrace(status: TenantStatus): WayTrace | undefined {
  const steps = status.steps.flatMap((step) => stepSpan(step, status));
  const [first] = steps;
  if (first === undefined) return undefined;
  const attributes = attributesOf(status);
  const failed = status.state === 'failed' || status.state === 'stuck';
  return {
    traceId: traceIdOf(status),
    whole: {
      name: 'provision tenant',
      start: steps.reduce((least, { start }) => Math.min(least, start), first.start),
      end: steps.reduce((most, { end }) => Math.max(most, end), first.end),
      attributes: { ...attributes, 'tenantry.outcome': status.state },
      ...(failed && { error: status.summary }),
    },
    steps,
  };
}

/** As requirements for tracing name them (`tenant.id`, `tenant.tier`, `website.domain`), and what ties hop to hop. */
function attributesOf({ tenant, tier, region, product, url, correlation }: TenantStatus): WaySpan['attributes'] {
  const { sourceCommit, pullRequest, publishedCommit } = correlation;
  return {
    'tenant.id': tenant,
    'tenant.tier': tier,
    'tenant.region': region,
    'tenant.product': product,
    'website.domain': url.replace(/^https?:\/\//, ''),
    ...(sourceCommit !== undefined && { 'correlation.id': sourceCommit }),
    ...(pullRequest !== undefined && { 'correlation.pull_request': pullRequest }),
    ...(publishedCommit !== undefined && { 'correlation.published_commit': publishedCommit }),
  };
}

function stepSpan(step: Step, status: TenantStatus): WaySpan[] {
  const start = Date.parse(step.startedAt ?? '');
  const end = Date.parse(step.endedAt ?? '');
  if (Number.isNaN(start) || Number.isNaN(end)) return [];
  return [
    {
      name: step.name,
      start,
      // Clocks differ: no span ends before it starts.
      end: Math.max(start, end),
      attributes: { ...attributesOf(status), 'tenantry.step': step.name, 'tenantry.outcome': step.state },
      ...(step.state === 'failed' && { error: step.error ?? 'failed' }),
    },
  ];
}

function traceIdOf({ tenant, correlation }: TenantStatus): string {
  const way = correlation.publishedCommit ?? correlation.sourceCommit ?? '';
  return createHash('sha256').update(`${tenant}\0${way}`).digest('hex').slice(0, 32);
}
