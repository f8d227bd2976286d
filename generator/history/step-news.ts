// Which changes of a step are news. While a way goes on each is that leads on or fails: a step that seems to go back is a look that
// knew less, as after a restart. Once the way is complete only what breaks and what is mended is news, since pods come and go
// without anybody having changed anything.
import type { Step, StepName, StepState } from '../../argocd/status/tenant-status.js';
import type { AuditKind } from './audit-event.js';
import type { Way } from './way.js';

interface StepNews {
  readonly kind: AuditKind;
  readonly step: Step;
}

const kindOf: Readonly<Partial<Record<StepState, AuditKind>>> = {
  running: 'StepStarted',
  done: 'StepCompleted',
  failed: 'StepFailed',
};

/** What must have been told last of a step in this way that its next state is news; `undefined` is nothing. */
const follows: Readonly<Record<StepState, readonly (StepState | undefined)[]>> = {
  waiting: [],
  skipped: [],
  running: [undefined, 'failed'],
  done: [undefined, 'running', 'failed'],
  failed: [undefined, 'running', 'done', 'failed'],
};

export function stepNews({ steps: told, news, completed }: Way, steps: readonly Step[]): readonly StepNews[] {
  return steps.flatMap((step) => {
    const kind = kindOf[step.state];
    const before = told[step.name] ?? 'waiting';
    if (kind === undefined || before === step.state || !counts(before, step.state, completed)) return [];
    return completed || follows[step.state].includes(news?.[step.name]) ? [{ kind, step }] : [];
  });
}

/** How each step stands afterwards, and what was told of it last. */
export function toldSteps(way: Way, steps: readonly Step[]): Pick<Way, 'steps' | 'news'> {
  const changed = steps
    .filter(({ name, state }) => counts(way.steps[name] ?? 'waiting', state, way.completed))
    .map(({ name, state }): [StepName, StepState] => [name, state]);
  const news = stepNews(way, steps).map(({ step }): [StepName, StepState] => [step.name, step.state]);
  return {
    steps: { ...way.steps, ...Object.fromEntries(changed) },
    news: { ...way.news, ...Object.fromEntries(news) },
  };
}

function counts(before: StepState, after: StepState, wayCompleted: boolean): boolean {
  return !wayCompleted || after === 'failed' || (before === 'failed' && after === 'done');
}
