import { describe, expect, it } from 'vitest';
import { tryReadResourceTree } from '../../../poller/status/read-resource-tree.js';

/** A Job that has failed, and its pod with what the container said last. */
function treeOfFailure(said: string) {
  return {
    nodes: [
      {
        group: 'batch',
        kind: 'Job',
        name: 'migrate-1',
        uid: 'job',
        health: { status: 'Degraded', message: 'Job has reached the specified backoff limit' },
      },
      {
        kind: 'Pod',
        name: 'migrate-1-abcde',
        uid: 'pod',
        parentRefs: [{ uid: 'job' }],
        health: { status: 'Degraded', message: said },
      },
    ],
  };
}

function toldOf(said: string): string | undefined {
  return tryReadResourceTree(treeOfFailure(said))?.get('batch/Job/migrate-1')?.message;
}

describe('a resource tree', () => {
  it('tells of a failed Job what its pod logged last', () => {
    expect(toldOf('applying 12\nrelation "orders" does not exist\n')).toBe(
      'applying 12 relation "orders" does not exist',
    );
  });

  it('keeps the end of a long log, from the start of a line', () => {
    const log = Array.from({ length: 80 }, (_, index) => `applied migration ${index}`).join('\n');
    const told = toldOf(`${log}\nrelation "orders" does not exist\n`) ?? '';
    expect(told.length).toBeLessThanOrEqual(500);
    expect(told).toMatch(/^applied migration \d+ .* relation "orders" does not exist$/);
  });

  it('keeps the end of one long line', () => {
    const told = toldOf(`${'x'.repeat(2000)} no space left`) ?? '';
    expect(told.length).toBeLessThanOrEqual(500);
    expect(told).toMatch(/ no space left$/);
  });

  it('tells the Job’s own words where the pod says nothing', () => {
    expect(toldOf('')).toBe('Job has reached the specified backoff limit');
  });

  it.each([
    `{"level":"fatal","config":{"password":"hunter2-long-secret-value-0123456789","rest":"${'x'.repeat(460)}"}}`,
    `connecting postgres://app:hunter2-long@db/${'z'.repeat(485)}`,
    `connecting postgres://app:hun/ter2@x-hunter2@db/ failed`,
    `DB_PASSWORD=${'hunter2'.repeat(1500)}`,
  ])('tells nothing of a password that the cut goes through', (log) => {
    expect(toldOf(log)).not.toMatch(/hunter2|unter2|nter2-|ter2|long-secret/);
  });

  it('tells nothing that a log prints of passwords', () => {
    expect(toldOf('connecting to postgres://app:hunter2@db/app\nDB_PASSWORD=hunter2 refused')).not.toContain('hunter2');
  });
});
