import { describe, expect, it } from 'vitest';
import { logEvents, makeLogger } from '../../../poller/telemetry/event-log.js';
import { event } from './status-fixture.js';

function logged(write: (logger: ReturnType<typeof makeLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(makeLogger('info', { write: (line: string) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

describe('the log', () => {
  it('has a line for each event with tenant, correlation, step, duration and outcome', () => {
    const [line] = logged((logger) =>
      logEvents(logger, [event({ kind: 'StepCompleted', step: 'database', seconds: 20 })]),
    );
    expect(line).toMatchObject({
      level: 'info',
      service: 'tenantry',
      event: 'StepCompleted',
      tenantId: 'acme-auto',
      step: 'database',
      durationSeconds: 20,
      outcome: 'live',
      correlationId: 'a'.repeat(40),
    });
  });

  it.each([
    ['StepFailed', 'error'],
    ['Stuck', 'error'],
    ['Degraded', 'warn'],
    ['Completed', 'info'],
  ] as const)('tells of %s as %s', (kind, level) => {
    expect(logged((logger) => logEvents(logger, [event({ kind })]))[0]).toMatchObject({ level });
  });

  it('keeps one event on one line, whatever is in its message', () => {
    const message = 'a\nb\u001b[31m{"level":"fatal"}';
    expect(logged((logger) => logEvents(logger, [event({ message })]))).toMatchObject([{ msg: message }]);
  });

  it('says no credential', () => {
    const error = { request: { authorization: 'Bearer abc' }, token: 'abc', password: 'abc' };
    const lines = logged((logger) => logger.error(error, 'failed'));
    expect(JSON.stringify(lines)).not.toContain('abc');
  });
});
