import { describe, expect, it } from 'vitest';
import type { ApplicationView } from '../../../poller/status/application.js';
import {
  type DeployedClause,
  type DeployedInput,
  deployedClauses,
  missingClauses,
} from '../../../poller/status/deployed.js';
import { recordedView } from './recorded-applications.js';

const view = recordedView('arrived');
const commit = 'c'.repeat(40);
const arrived: DeployedInput = {
  view,
  commit,
  timesWell: 2,
  digest: 'd1',
  marker: 'd1',
  isReached: (asked, revision) => asked === commit && revision === view.revision,
};
const but = (change: Partial<ApplicationView>): DeployedInput => ({ ...arrived, view: { ...view, ...change } });
const operation = (change: Partial<NonNullable<ApplicationView['operation']>>) => {
  if (view.operation === undefined) throw new Error('the recording has no operation');
  return but({ operation: { ...view.operation, ...change } });
};

/** For each clause a state that breaks it and no other. */
const breaks: Readonly<Record<DeployedClause, readonly DeployedInput[]>> = {
  noErrorCondition: [but({ conditions: [{ type: 'ComparisonError', message: 'the repository does not answer' }] })],
  comparedToOwnSource: [but({ comparedToOwnSource: false })],
  reached: [
    { ...arrived, isReached: () => false },
    { ...arrived, isReached: () => undefined },
    { ...but({ revision: 'refs/heads/main' }), isReached: () => true },
  ],
  synced: [but({ sync: 'OutOfSync' }), but({ sync: 'Unknown' })],
  noOperationPending: [but({ pending: true })],
  operationSucceeded: [operation({ phase: 'Failed' }), operation({ phase: 'Running' })],
  comparedAfterOperation: [operation({ finishedAt: '2126-11-21T14:22:44Z' })],
  wellTwice: [
    but({ health: 'Progressing' }),
    but({ health: 'Suspended', lifecycle: 'active' }),
    { ...but({ healthSince: view.comparedAt ?? '' }), timesWell: 1 },
  ],
  markerMatches: [{ ...arrived, marker: 'd0' }],
};

describe('the deployed rule', () => {
  it('holds for a tenant that has arrived', () => {
    expect(missingClauses(arrived)).toEqual([]);
  });

  it.each(Object.keys(deployedClauses) as DeployedClause[])(
    'does not hold without %s, which nothing else stands for',
    (clause) => {
      expect(breaks[clause].map(missingClauses)).toEqual(breaks[clause].map(() => [clause]));
    },
  );

  it('does without git, without a marker, and with warnings', () => {
    const {
      commit: _,
      digest: __,
      marker: ___,
      ...bare
    } = but({
      conditions: [{ type: 'OrphanedResourceWarning', message: 'somebody else’s' }],
    });
    expect(missingClauses({ ...bare, isReached: () => undefined })).toEqual([]);
  });

  it('takes a second look of Argo CD’s own for one of ours', () => {
    expect(missingClauses({ ...but({ healthSince: '2026-11-21T14:00:00Z' }), timesWell: 1 })).toEqual([]);
  });

  it('takes a suspended tenant that sleeps for deployed', () => {
    expect(missingClauses(but({ health: 'Suspended', lifecycle: 'suspended' }))).toEqual([]);
  });
});
