import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fleet, type FleetOptions } from '../../../poller/fleet/fleet.js';
import type { ObjectHealth } from '../../../poller/fleet/inspector.js';
import type { ApplicationView } from '../../../poller/status/application.js';
import { lostBackupMessage } from '../../../poller/status/lost-backup.js';
import type { PublishedFacts } from '../../../poller/status/published-facts.js';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { factsOf, recordedTree, recordedView } from '../status/recorded-applications.js';

/** Argo CD has not looked again since it became healthy. */
const fresh = recordedView('arrived');
const arrived: ApplicationView = { ...fresh, healthSince: '2026-11-21T14:00:00Z' };
const running = recordedView('migration-running');

/** At rest for long. */
const withoutBackup: ApplicationView = {
  ...recordedView('suspended-without-backup'),
  healthSince: '2026-11-21T14:00:00Z',
};

/** As after a later sync, which had nothing to do with the backup. */
function forgetful({ operation, ...view }: ApplicationView): ApplicationView {
  return { ...view, operation: operation && { ...operation, results: [] } };
}

let fleet: Fleet | undefined;
afterEach(() => fleet?.stop());

interface Setting {
  readonly facts?: readonly PublishedFacts[];
  readonly api?: ObjectHealth;
  readonly options?: Partial<FleetOptions>;
}

function set({ facts = [factsOf(arrived)], api, options = {} }: Setting = {}) {
  const home = { argocd: 'home', views: new Map<string, ApplicationView>() };
  const us = { argocd: 'us', views: new Map<string, ApplicationView>() };
  const told: TenantStatus[] = [];
  const gone: string[] = [];
  const published = { facts: new Map(facts.map((each) => [each.entry.tenant, each])), isReached: () => true };
  const made = new Fleet({
    sources: [home, us],
    published,
    now: () => '2026-11-21T15:00:00Z',
    errorGrace: 600,
    betweenChecks: 5,
    inspectors: api && new Map([['home', api]]),
    changed: (statuses, tenants) => {
      told.push(...statuses);
      gone.push(...tenants);
    },
    ...options,
  });
  fleet = made;
  const see = (view: ApplicationView, at = home) => {
    at.views.set(view.name, { ...view, argocd: at.argocd });
    made.applicationsChanged(at, new Set([view.name]));
  };
  return { fleet: made, home, us, told, gone, published, see, states: () => told.map(({ state }) => state) };
}

describe('a fleet', () => {
  it('has a tenant live only at the second look, a moment after the first', async () => {
    const { see, states } = set();
    see(fresh);
    expect(states()).toEqual(['progressing']);
    await vi.waitUntil(() => states().length === 2);
    expect(states()).toEqual(['progressing', 'live']);
  });

  it('begins the looks anew where it was not well in between', async () => {
    const { see, fleet: made } = set({ options: { betweenChecks: 50 } });
    see(fresh);
    see({ ...fresh, health: 'Progressing' });
    await vi.waitUntil(() => made.isSettled);
    expect(made.statuses.get('acme-auto')?.state).toBe('progressing');
  });

  it('tells nothing of a comparison that changed nothing', () => {
    const { see, told } = set();
    see(arrived);
    see({ ...arrived, comparedAt: '2026-11-21T16:00:00Z' });
    expect(told).toHaveLength(1);
  });

  it('keeps when a step was seen to begin and to end', () => {
    let now = '2026-11-21T15:00:00Z';
    const { see, fleet: made } = set({ options: { now: () => now } });
    const facts = { revision: arrived.revision ?? '' };
    see({ ...running, ...facts });
    now = '2026-11-21T15:01:00Z';
    see(arrived);
    const services = made.statuses.get('acme-auto')?.steps.find(({ name }) => name === 'services');
    expect(services).toMatchObject({ state: 'done', startedAt: now, endedAt: now });
  });

  it('names two Argo CDs that claim one tenant, until one lets it go', () => {
    const { see, us, fleet: made } = set();
    see(arrived);
    see(arrived, us);
    expect(made.statuses.get('acme-auto')).toMatchObject({ state: 'failed', summary: expect.stringContaining('us/') });
    us.views.clear();
    made.applicationsChanged(us, new Set([arrived.name]));
    expect(made.statuses.get('acme-auto')?.state).toBe('live');
  });

  it('knows nothing of the tenants of an Argo CD that is lost, and all of it again when it is back', () => {
    const { see, states, fleet: made } = set();
    see(arrived);
    made.argoCdLost('home', 'the cluster does not answer');
    made.argoCdLost('home', undefined);
    expect(states()).toEqual(['live', 'unknown', 'live']);
  });

  it('forgets who is neither published nor known to an Argo CD', () => {
    const { see, home, published, gone, fleet: made } = set();
    see(arrived);
    published.facts.clear();
    home.views.clear();
    made.applicationsChanged(home, new Set([arrived.name]));
    expect([gone, made.statuses.size]).toEqual([['acme-auto'], 0]);
  });

  it('tells of a published tenant without an Application', () => {
    const { told, fleet: made } = set();
    made.publishedChanged(new Set(['acme-auto']));
    expect(told).toMatchObject([{ tenant: 'acme-auto', state: 'unknown' }]);
  });
});

describe('a fleet whose Argo CD notes errors', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: begin }));
  afterEach(() => void vi.useRealTimers());
  const begin = new Date('2026-11-21T15:00:00Z');
  const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
  const inError = (message: string, since = now()): ApplicationView => ({
    ...arrived,
    sync: 'Unknown',
    conditions: [{ type: 'ComparisonError', message, since }],
  });

  it('tells nobody for a moment, then that the tenant has failed though nothing has changed, and that it is well again', () => {
    const { see, states } = set({ options: { now } });
    see(arrived);
    see(inError('the repository does not answer'));
    vi.advanceTimersByTime(595_000);
    expect(states()).toEqual(['live', 'unknown']);
    vi.advanceTimersByTime(10_000);
    expect(states()).toEqual(['live', 'unknown', 'failed']);
    see(arrived);
    expect(states()).toEqual(['live', 'unknown', 'failed', 'live']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins no new grace with another wording, but one with an error after it was well', () => {
    const { see, states } = set({ options: { now } });
    see(inError('the repository does not answer'));
    vi.advanceTimersByTime(590_000);
    see(inError('the repository does not answer (cached)'));
    vi.advanceTimersByTime(15_000);
    see(arrived);
    see(inError('the repository does not answer'));
    expect(states()).toEqual(['unknown', 'unknown', 'failed', 'live', 'unknown']);
  });

  it('begins a grace anew with an Application that is made anew', () => {
    const { see, home, fleet: made, states } = set({ options: { now } });
    see(inError('the repository does not answer'));
    home.views.clear();
    made.applicationsChanged(home, new Set([arrived.name]));
    vi.advanceTimersByTime(3_600_000);
    see(inError('the repository does not answer'));
    expect(states()).not.toContain('failed');
    expect(made.statuses.get('acme-auto')?.state).toBe('unknown');
  });

  it('believes its own clock of what it saw begin, and Argo CD’s of what was there before', () => {
    const { see, states } = set({ options: { now } });
    see(arrived);
    see(inError('it does not answer', '2026-11-21T10:00:00Z'));
    expect(states()).toEqual(['live', 'unknown']);
    const later = set({ options: { now } });
    later.see(inError('it does not answer', '2026-11-21T10:00:00Z'));
    expect(later.states()).toEqual(['failed']);
  });

  it('does not ask the API for tenants that Argo CD can not even compare', () => {
    const api = { resourceTree: vi.fn<ObjectHealth['resourceTree']>(), marker: vi.fn<ObjectHealth['marker']>() };
    const { see } = set({ options: { now }, api });
    see(inError('it does not answer', '2026-11-21T10:00:00Z'));
    vi.advanceTimersByTime(120_000);
    expect(api.resourceTree).not.toHaveBeenCalled();
  });
});

describe('a fleet that may ask Argo CD’s API', () => {
  it('asks only for tenants in motion', async () => {
    const asked: string[] = [];
    const api: ObjectHealth = {
      resourceTree: async ({ name }) => {
        asked.push(name);
        return recordedTree('migration-running');
      },
      marker: async () => 'd1',
    };
    const { see, fleet: made, told } = set({ api });
    see(arrived);
    expect(made.isSettled).toBe(true);
    see({ ...running, name: 'tenant-b', tenant: 'b' });
    await vi.waitUntil(() => told.some(({ coarse }) => !coarse));
    expect(new Set(asked)).toEqual(new Set(['tenant-b']));
  });

  it('has a tenant that moved live only with its marker', async () => {
    let digest = 'd0';
    const api: ObjectHealth = { resourceTree: async () => recordedTree('arrived'), marker: async () => digest };
    const { see, fleet: made } = set({ api });
    const stateOf = () => made.statuses.get('acme-auto')?.state;
    see({ ...running, revision: arrived.revision ?? '' });
    see(arrived);
    await vi.waitUntil(() => made.statuses.get('acme-auto')?.coarse === false, { timeout: 10_000 });
    expect(stateOf()).toBe('progressing');
    digest = 'd1';
    await vi.waitUntil(() => stateOf() === 'live', { timeout: 20_000 });
  });

  it('asks once for the last backup of a suspended tenant whose Application does not tell of it any more', async () => {
    const view = forgetful(withoutBackup);
    let asked = 0;
    const api: ObjectHealth = {
      resourceTree: async () => {
        asked += 1;
        return recordedTree('suspended-without-backup');
      },
      marker: async () => 'd1',
    };
    const { see, fleet: made, states } = set({ facts: [factsOf(view)], api });
    const summaryOf = () => made.statuses.get('acme-auto')?.summary;
    see(view);
    expect(summaryOf()).not.toContain(lostBackupMessage);
    expect(made.isSettled).toBe(false);
    await vi.waitUntil(() => made.isSettled, { timeout: 10_000 });
    expect(summaryOf()).toContain(lostBackupMessage);
    see({ ...view, comparedAt: '2026-11-22T01:00:00Z' });
    expect(made.isSettled).toBe(true);
    expect([asked, new Set(states())]).toEqual([1, new Set(['suspended'])]);
  });

  it('asks for no last backup of which the Application tells itself', () => {
    const api = { resourceTree: vi.fn<ObjectHealth['resourceTree']>(), marker: vi.fn<ObjectHealth['marker']>() };
    const { see, fleet: made } = set({ facts: [factsOf(withoutBackup)], api });
    see(withoutBackup);
    expect(made.statuses.get('acme-auto')?.summary).toContain(lostBackupMessage);
    expect(made.isSettled).toBe(true);
  });

  it('leaves a suspended tenant suspended where the API does not answer', async () => {
    const view = forgetful(withoutBackup);
    const failing = () => Promise.reject(new Error('it is down'));
    const {
      see,
      fleet: made,
      states,
    } = set({
      facts: [factsOf(view)],
      api: { resourceTree: failing, marker: failing },
    });
    see(view);
    await vi.waitUntil(() => made.isSettled, { timeout: 10_000 });
    expect(states()).toEqual(['suspended']);
  });

  it('goes on, coarser, where the API does not answer', async () => {
    const failing = () => Promise.reject(new Error('it is down'));
    const { see, fleet: made } = set({ api: { resourceTree: failing, marker: failing } });
    see({ ...running, revision: arrived.revision ?? '' });
    see(arrived);
    await vi.waitUntil(() => made.statuses.get('acme-auto')?.state === 'live', { timeout: 10_000 });
    expect(made.statuses.get('acme-auto')?.coarse).toBe(true);
  });
});
