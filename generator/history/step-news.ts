// Which changes of a step are news. While a way goes on each is; once it is complete only what breaks and what is mended, since
// pods come and go without anybody having changed anything.
import type { Step, StepName, StepState } from '../../argocd/status/tenant-status.js';
import type { AuditKind } from './audit-event.js';
import type { Way } from './way.js';

type Told = Way['steps'];

interface StepNews {
  readonly kind: AuditKind;
  readonly step: Step;
}

const kindOf: Readonly<Partial<Record<StepState, AuditKind>>> = {
  running: 'StepStarted',
  done: 'StepCompleted',
  failed: 'StepFailed',
};

export function stepNews(told: Told, steps: readonly Step[], wayCompleted: boolean): readonly StepNews[] {
  return steps.flatMap((step) => {
    const kind = kindOf[step.state];
    const before = told[step.name] ?? 'waiting';
    return kind && before !== step.state && isNews(before, step.state, wayCompleted) ? [{ kind, step }] : [];
  });
}

/** What was told after it. */
export function toldSteps(told: Told, steps: readonly Step[], wayCompleted: boolean): Told {
  const changed = steps
    .filter(({ name, state }) => isNews(told[name] ?? 'waiting', state, wayCompleted))
    .map(({ name, state }): [StepName, StepState] => [name, state]);
  return { ...told, ...Object.fromEntries(changed) };
}

function isNews(before: StepState, after: StepState, wayCompleted: boolean): boolean {
  return !wayCompleted || after === 'failed' || (before === 'failed' && after === 'done');
}
