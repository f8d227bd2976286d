import { describe, expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { Health, makeTroubles, type Troubles } from '../../../poller/service/health.js';

function health(argocds = ['eu-west', 'us-east']) {
  const told: string[] = [];
  const made = new Health(argocds, (part, about, error) => told.push(`${part} ${about} ${error ?? 'well'}`));
  const unasked = made.problems;
  for (const argocd of argocds) made.report('argocd', argocd, undefined);
  told.length = 0;
  const problems = () => made.problems.map(({ code, severity }) => `${severity} ${code}`);
  return { made, told, problems, unasked };
}

describe('the health of the service', () => {
  it('is failed until an Argo CD has answered', () => {
    expect(health().unasked).toMatchObject([{ code: 'argocd-unreachable', severity: 'failed' }]);
  });

  it('is failed only where no Argo CD answers', () => {
    const { made, problems } = health();
    made.report('argocd', 'eu-west', 'refused');
    expect(problems()).toEqual(['degraded argocd-unreachable']);
    made.report('argocd', 'us-east', 'refused');
    expect(problems()).toEqual(['failed argocd-unreachable']);
    made.report('argocd', 'eu-west', undefined);
    made.report('argocd', 'us-east', undefined);
    expect(problems()).toEqual([]);
  });

  it('is degraded where git, the store or a target of messages does not answer', () => {
    const { made, problems } = health();
    for (const part of ['git', 'store', 'report'] as const) made.report(part, part, 'away');
    expect(problems()).toEqual([
      'degraded git-unreachable',
      'degraded store-unreachable',
      'degraded report-unreachable',
    ]);
  });

  it('tells a trouble when it begins, changes and ends, and not each time that it is seen', () => {
    const { made, told } = health();
    for (const error of [undefined, 'away', 'away', 'refused', undefined, undefined]) made.report('git', 'git', error);
    expect(told).toEqual(['git git away', 'git git refused', 'git git well']);
  });

  it('keeps what exactly went wrong off the page', () => {
    const { made } = health();
    made.report('store', 'store', 'postgres://user@db.internal refused');
    expect(JSON.stringify(made.problems)).not.toContain('db.internal');
  });
});

/** What the health and the metrics learn. */
function told(tell: (troubles: Troubles) => void) {
  const [health, failed, reported]: [string[], string[], string[]] = [[], [], []];
  const metrics = {
    failed: (part: string) => failed.push(part),
    reported: (target: string, outcome: string) => reported.push(`${target} ${outcome}`),
  };
  const made = new Health(['eu-west'], (part, about, error) => health.push(`${part} ${about} ${error ?? 'well'}`));
  tell(makeTroubles(made, metrics));
  return { health, failed, reported };
}

it('a watch is in trouble as git or as the Argo CD that does not answer', () => {
  expect(
    told(({ watch }) => {
      watch('git', 'no route');
      watch('eu-west', 'refused');
      watch('eu-west', undefined);
    }),
  ).toEqual({
    health: ['git git no route', 'argocd eu-west refused', 'argocd eu-west well'],
    failed: ['git', 'watch'],
    reported: [],
  });
});

it('a target of messages counts what it took and what it refused', () => {
  expect(
    told(({ report }) => {
      report('chat', 'answered 500');
      report('chat', undefined);
    }),
  ).toEqual({
    health: ['report chat answered 500', 'report chat well'],
    failed: ['report'],
    reported: ['chat failed', 'chat delivered'],
  });
});

it('what the store says comes with what to do about it', () => {
  expect(
    told(({ store }) => {
      store(new OutsideError('it is full', { hint: 'make room' }));
      store('gone');
      store(undefined);
    }),
  ).toEqual({
    health: ['store store it is full (make room)', 'store store gone', 'store store well'],
    failed: ['store', 'store'],
    reported: [],
  });
});
