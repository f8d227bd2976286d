// Structured log lines of events, with the same fields as spans. No field may hold a credential.
import { type DestinationStream, type Logger, pino } from 'pino';
import type { AuditEvent, AuditKind } from '../history/history.js';

/** A logger of JSON lines; `to` is standard output where nothing else is given. */
export function makeLogger(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'tenantry' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '(secret)' },
  };
  return to === undefined ? pino(options) : pino(options, to);
}

/** What an error or a request may carry along. */
const secretFields = ['authorization', 'cookie', 'token', 'password', 'secret', 'privateKey', 'connectionString'];

const levels: Readonly<Partial<Record<AuditKind, 'error' | 'warn'>>> = {
  StepFailed: 'error',
  Failed: 'error',
  Stuck: 'error',
  Degraded: 'warn',
};

/** One line for each event. */
export function logEvents(logger: Logger, events: readonly AuditEvent[]): void {
  for (const event of events) logger[levels[event.kind] ?? 'info'](fieldsOf(event), event.message);
}

function fieldsOf({ id, tenant, kind, step, state, seconds, ...of }: AuditEvent): Record<string, unknown> {
  const { sourceCommit, publishedCommit, pullRequest, at } = of;
  return {
    eventId: id,
    event: kind,
    tenantId: tenant,
    outcome: state,
    at,
    step,
    durationSeconds: seconds,
    correlationId: sourceCommit,
    publishedCommit,
    pullRequest,
  };
}
