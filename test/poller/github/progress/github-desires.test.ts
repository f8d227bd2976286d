import { describe, expect, it } from 'vitest';
import { GitHubDesires } from '../../../../poller/github/progress/github-desires.js';
import { payloadSchema } from '../../../../poller/github/progress/payload.js';
import type { AuditEvent } from '../../../../poller/history/history.js';
import type { TenantState, TenantStatus } from '../../../../poller/status/tenant-status.js';
import { manyTenants, sampleStatus, statusAt } from '../../history/sample-status.js';

const [oldCommit, newCommit] = ['5'.repeat(40), '6'.repeat(40)];
const at = '2026-11-01T12:00:00.000Z';

function eventsOf(statuses: readonly Pick<TenantStatus, 'tenant' | 'state'>[]): AuditEvent[] {
  return statuses.map(({ tenant, state }, id) => ({ id, tenant, state, kind: 'StepStarted', at, message: '' }));
}

/** A batch in which each of them has news. */
function tell(desires: GitHubDesires, statuses: readonly TenantStatus[], firstImport = false) {
  return desires.desires({ at, events: eventsOf(statuses), statuses }, firstImport);
}

/** Payloads by kind and tenant, of a batch. */
function byKind(told: ReturnType<typeof tell>) {
  const payloads = told.map(({ payload }) => payloadSchema.parse(payload));
  const of = (kind: string, commit = oldCommit) =>
    payloads.findLast((payload) => payload.kind === kind && payload.commit === commit);
  return { payloads, of };
}

function on(commit: string, state: TenantState, tenant = 'acme-auto'): TenantStatus {
  return sampleStatus({
    tenant,
    state,
    correlation: { sourceCommit: commit, publishedCommit: `${commit}`.slice(0, 40) },
  });
}

describe('what GitHub is told of a batch', () => {
  it('is one message for the commit, one for its pull request, and one for each deployment', () => {
    const told = tell(new GitHubDesires([]), [statusAt(6)]);
    expect(told.map(({ subject }) => subject)).toEqual([
      `commit/${oldCommit}`,
      `pull/${oldCommit}`,
      `deployment/${oldCommit}/acme-auto`,
    ]);
    expect(new Set(told.map(({ target }) => target))).toEqual(new Set(['github']));
  });

  it('lists what failed first, with step, error and hint', () => {
    const failed = { ...statusAt(7, 'failed', 'failed'), hint: 'read its log' };
    const { of } = byKind(tell(new GitHubDesires([]), [on(oldCommit, 'live', 'other'), failed]));
    expect(of('commit')).toMatchObject({
      counts: { failed: 1, live: 1 },
      listed: [{ tenant: 'acme-auto', step: 'migration', error: 'it broke', hint: 'read its log' }],
    });
    expect(of('pull')).toMatchObject({ listed: [{ tenant: 'acme-auto' }, { tenant: 'other' }] });
  });

  it('lists of many tenants those at rest of which there is something to do, for as long as there is', () => {
    const desires = new GitHubDesires(manyTenants(20));
    const suspended = on(oldCommit, 'suspended', 'tenant-1');
    const { of } = byKind(tell(desires, [{ ...suspended, hint: 'see what the backup lacked' }]));
    for (const kind of ['commit', 'pull'])
      expect(of(kind)).toMatchObject({
        counts: { live: 19, suspended: 1 },
        listed: [{ tenant: 'tenant-1', state: 'suspended', hint: 'see what the backup lacked' }],
      });
    expect(byKind(tell(desires, [suspended])).of('pull')).toMatchObject({ listed: [] });
  });

  it('is nothing where nothing happened, and nothing of a first import', () => {
    const desires = new GitHubDesires([]);
    expect(tell(desires, manyTenants(3), true)).toEqual([]);
    expect(desires.desires({ at, events: [], statuses: manyTenants(3) }, false)).toEqual([]);
    expect(byKind(tell(desires, [on(oldCommit, 'degraded', 'tenant-1')])).of('commit')).toMatchObject({
      counts: { live: 2, degraded: 1 },
    });
  });

  it('is told again with the next batch, since the last one may not have been stored', () => {
    const desires = new GitHubDesires([]);
    const first = tell(desires, [statusAt(6)]);
    const second = desires.desires({ at, events: [], statuses: [] }, false);
    expect(second).toEqual(first);
    expect(desires.desires({ at, events: [], statuses: [] }, false)).toEqual([]);
  });

  it('says of an old commit that a newer one has taken its tenants over', () => {
    const desires = new GitHubDesires([on(oldCommit, 'failed'), on(oldCommit, 'live', 'other')]);
    const { of } = byKind(tell(desires, [on(newCommit, 'progressing')]));
    expect(of('commit')).toMatchObject({ counts: { live: 1, superseded: 1 }, listed: [] });
    expect(of('deployment')).toMatchObject({ tenant: 'acme-auto', state: 'superseded' });
    expect(of('commit', newCommit)).toMatchObject({ counts: { progressing: 1 } });
  });

  it('leaves an old commit alone whose tenants had arrived, but ends its deployment', () => {
    const desires = new GitHubDesires([on(oldCommit, 'live')]);
    const { of } = byKind(tell(desires, [on(newCommit, 'progressing')]));
    expect(of('commit')).toBeUndefined();
    expect(of('deployment')).toMatchObject({ state: 'superseded' });
  });

  it('forgets tenants that are gone', () => {
    const desires = new GitHubDesires([on(oldCommit, 'failed'), on(oldCommit, 'live', 'other')]);
    const last = on(oldCommit, 'failed');
    const events = eventsOf([last]).map((event) => ({ ...event, kind: 'Offboarded' as const }));
    const gone = desires.desires({ at, events, statuses: [last] }, false);
    expect(byKind(gone).of('commit')).toMatchObject({ counts: { live: 1, superseded: 1 } });
  });

  it('keeps a tenant with its commit while git is out of reach', () => {
    const desires = new GitHubDesires([on(oldCommit, 'progressing')]);
    const { of } = byKind(tell(desires, [sampleStatus({ correlation: {} })]));
    expect(of('commit')).toMatchObject({ counts: { live: 1 } });
  });

  it('knows nothing of a tenant whose commit does not say what it was made from', () => {
    const desires = new GitHubDesires([]);
    expect(tell(desires, [sampleStatus({ correlation: { publishedCommit: newCommit } })])).toEqual([]);
  });
});

describe('a commit that changes ten thousand tenants', () => {
  it('has fifty deployments and a few dozen messages on its way, and ends with the right counts', () => {
    const desires = new GitHubDesires([]);
    const correlation = { sourceCommit: oldCommit, publishedCommit: newCommit };
    const moving = manyTenants(10_000, { state: 'progressing', correlation });
    const told = tell(desires, moving);
    expect(told.filter(({ subject }) => subject.startsWith('deployment/'))).toHaveLength(50);
    const said = new Set<string>();
    const began = performance.now();
    for (const status of moving) {
      const [commit] = tell(desires, [{ ...status, state: 'live' }]);
      said.add(JSON.stringify(commit?.payload));
    }
    expect(said.size).toBeLessThan(80);
    expect([...said].at(-1)).toContain('"counts":{"live":10000}');
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
