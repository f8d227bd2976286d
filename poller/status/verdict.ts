// The verdict on a tenant: its state in one word, one sentence, and what to do. The first rule of a list that applies decides.
import type { ApplicationView } from './application.js';
import { deadEnds, hintForError, hintForLostBackup } from './dead-ends.js';
import type { KnownFacts } from './known-facts.js';
import { tryFindLostBackup } from './lost-backup.js';
import type { NotedError } from './noted-error.js';
import { type Part, runsOnce } from './parts.js';
import { hintTargetOf } from './steps.js';
import type { DeadEnd, Step, TenantState } from './tenant-status.js';

interface VerdictInput extends KnownFacts {
  readonly view?: ApplicationView;
  readonly steps: readonly Step[];
  readonly parts: readonly Part[];
  readonly deployed: boolean;
  readonly reached: boolean;
  readonly deadEnd: DeadEnd | undefined;
  readonly error?: NotedError;
}

interface Verdict {
  readonly state: TenantState;
  readonly summary: string;
  readonly hint?: string;
}

/** The first rule that has something to say. */
export function verdictOf(given: VerdictInput): Verdict {
  for (const rule of verdicts) {
    const verdict = rule(given);
    if (verdict !== undefined) return verdict;
  }
  return { state: 'progressing', summary: progressText(given) };
}

const verdicts: readonly ((given: VerdictInput) => Verdict | undefined)[] = [
  lost,
  claimedTwice,
  unseen,
  stuck,
  inError,
  atRest,
  failed,
  degraded,
];

function lost({ lost: why }: VerdictInput): Verdict | undefined {
  return why === undefined ? undefined : { state: 'unknown', summary: why };
}

function claimedTwice({ tenant, views }: VerdictInput): Verdict | undefined {
  if (views.length < 2) return undefined;
  const names = views.map(({ argocd, name }) => `${argocd}/${name}`).join(' and ');
  return {
    state: 'failed',
    summary: `${views.length} Applications claim this tenant: ${names}`,
    hint: `delete all but the one of its own cluster, without a cascade: argocd app delete <name> --cascade=false; ${tenant} is published for one cluster only`,
  };
}

function unseen({ view, facts }: VerdictInput): Verdict | undefined {
  if (view !== undefined) return undefined;
  const published = facts === undefined ? 'not published' : `published ${facts.commit.slice(0, 7)}`;
  return { state: 'unknown', summary: `${published}; no Argo CD has an Application of it` };
}

function stuck({ view, deadEnd, steps }: VerdictInput): Verdict | undefined {
  if (deadEnd === undefined || view === undefined) return undefined;
  const { summary, hint } = deadEnds[deadEnd];
  const cause = failureText(steps) ?? (deadEnd === 'prune-unconfirmed' ? undefined : view.operation?.message);
  return {
    state: 'stuck',
    summary: cause === undefined || cause === '' ? summary : `${cause}; ${summary}`,
    hint: hint(hintTargetOf(view)),
  };
}

/** An error that lasts is reported by `failed`. */
function inError({ view, error }: VerdictInput): Verdict | undefined {
  if (view === undefined || error === undefined || error.lasts) return undefined;
  const said = `${error.type}: ${error.message}`;
  return {
    state: 'unknown',
    summary: `Argo CD can not say how it is, and it counts as failed from ${error.over} on: ${said}`,
    hint: hintForError(error.type, hintTargetOf(view)),
  };
}

function atRest(given: VerdictInput): Verdict | undefined {
  const { deployed, facts, view, tenant } = given;
  if (!deployed) return undefined;
  const summary = asleep[facts?.entry.lifecycle ?? view?.lifecycle ?? ''];
  if (summary !== undefined) return withoutBackup({ state: 'suspended', summary }, given);
  return { state: 'live', summary: `live at ${facts?.entry.url ?? view?.url ?? tenant}` };
}

/** By lifecycle. */
const asleep: Readonly<Record<string, string>> = {
  suspended: 'suspended: nothing of it runs, its data is kept',
  offboarding: 'offboarding: nothing of it runs, its data goes after the grace period',
};

/** It is no failure of the suspension, and whoever counts on a backup must know. */
function withoutBackup(verdict: Verdict, { view, ...known }: VerdictInput): Verdict {
  const lost = view === undefined ? undefined : tryFindLostBackup(view, known);
  if (lost === undefined || view === undefined) return verdict;
  const hint = hintForLostBackup({ ...hintTargetOf(view), object: lost.object });
  return { ...verdict, summary: `${verdict.summary}; ${lost.message}`, hint };
}

/** What stopped a change; what broke afterwards is `degraded`. */
function failed({ steps, view, parts }: VerdictInput): Verdict | undefined {
  const step = steps.find(({ state }) => state === 'failed');
  if (step === undefined) return undefined;
  const applied = view?.operation?.phase === 'Succeeded' && view.sync === 'Synced' && step.name !== 'seen';
  const isFinal = parts.some((part) => runsOnce(part) && part.state === 'failed' && part.step === step.name);
  if (applied && !isFinal) return undefined;
  return withHint({ state: 'failed', summary: failureText(steps) ?? '' }, step.hint);
}

function degraded({ steps, view, reached, deployed }: VerdictInput): Verdict | undefined {
  if (!reached || deployed || view?.health !== 'Degraded' || view.operation?.phase !== 'Succeeded') return undefined;
  const step = steps.find(({ state }) => state === 'failed');
  const what = step === undefined ? 'something of it is not well' : `${step.name} is not well: ${step.error ?? ''}`;
  return withHint({ state: 'degraded', summary: what }, step?.hint);
}

function withHint(verdict: Verdict, hint: string | undefined): Verdict {
  return hint === undefined ? verdict : { ...verdict, hint };
}

function failureText(steps: readonly Step[]): string | undefined {
  const step = steps.find(({ state }) => state === 'failed');
  return step === undefined ? undefined : `failed at ${step.name}: ${step.error ?? 'Argo CD does not say why'}`;
}

/** As "database ready, migration running". */
function progressText({ steps, view }: VerdictInput): string {
  const at = steps.findIndex(({ state }) => state === 'running');
  const step = steps[at];
  if (step === undefined) return 'nothing of it moves, and it is not what was published';
  if (step.name === 'seen') return 'published; Argo CD has not compared it yet';
  const before = steps.slice(0, at).findLast(({ name, state }) => state === 'done' && name !== 'seen');
  const made = before === undefined || before.name === 'published' ? '' : `${before.name} ready, `;
  const running = step.name === 'healthy' ? 'waiting until all is well' : `${step.name} running`;
  const { retries = 0, retryLimit = 0, phase } = view?.operation ?? {};
  return `${made}${running}${phase === 'Running' && retries > 0 ? ` (try ${retries + 1} of ${retryLimit + 1})` : ''}`;
}
