import { expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { Health, makeTroubles, type Troubles } from '../../../poller/service/health.js';

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
