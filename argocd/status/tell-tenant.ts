// What is said of one tenant: git's facts and Argo CD's words become a TenantStatus, with a state, one sentence, and what to do.
// Pure; generator/loop calls it whenever one of them has changed.
import type { ApplicationView } from './application-view.js';
import { tryFindDeadEnd } from './dead-ends.js';
import { isCommit, missingClauses } from './deployed.js';
import { type Part, partsOf, resourceStatuses } from './parts.js';
import type { IsReached, PublishedFacts } from './published-facts.js';
import type { ResourceTree } from './read-resource-tree.js';
import { type Look, type StandingError, tryFindError } from './standing-error.js';
import { stepsOf, whereaboutsOf } from './steps.js';
import type { Correlation, DeadEnd, Step, TenantState, TenantStatus } from './tenant-status.js';
import { deadEnds, hintForError } from './way-out.js';

export interface Told extends Look {
  readonly tenant: string;
  readonly facts?: PublishedFacts;
  /** Every Application that claims the tenant: more than one is a conflict. */
  readonly views: readonly ApplicationView[];
  readonly isReached: IsReached;
  readonly tree?: ResourceTree;
  /** Digest that the marker holds in the cluster. */
  readonly marker?: string;
  /** How many looks in a row, moments apart, have found it well. */
  readonly looks: number;
  /** Why nothing is known any more, as a cluster that does not answer; said in place of the state. */
  readonly lost?: string;
}

export function tellTenant(told: Told): TenantStatus {
  const [view] = told.views;
  const known = { ...told, ...(view === undefined ? {} : { view }) };
  const reached = hasReached(known);
  const parts = view === undefined ? [] : partsOf(view, told.tree);
  const deployed = view !== undefined && missingClauses(deployedInput(told, view)).length === 0;
  const error = view === undefined ? undefined : tryFindError(view, told);
  const given = { ...known, parts, reached, deployed, ...(error === undefined ? {} : { error }) };
  const steps = stepsOf(given);
  const deadEnd = view === undefined || deployed ? undefined : tryFindDeadEnd({ ...deployedInput(told, view), view });
  const verdict = judge({ ...given, steps, deadEnd });
  return {
    ...identityOf(told),
    ...(view === undefined ? {} : { argocd: view.argocd }),
    ...verdict,
    ...(deadEnd === undefined ? {} : { deadEnd }),
    correlation: correlationOf(told.facts),
    ...(view?.revision === undefined ? {} : { revision: view.revision }),
    steps,
    resources: resourceStatuses(parts),
    coarse: told.tree === undefined,
    images: view?.images ?? [],
    ...(view?.comparedAt === undefined ? {} : { comparedAt: view.comparedAt }),
  };
}

function deployedInput({ facts, isReached, looks, marker }: Told, view: ApplicationView) {
  return {
    ...{ view, isReached, looks },
    ...(facts === undefined ? {} : { commit: facts.commit, digest: facts.entry.digest }),
    ...(marker === undefined ? {} : { marker }),
  };
}

/** Without git, whatever commit Argo CD compared last is taken for the newest. */
function hasReached({ facts, isReached, view }: Told & { readonly view?: ApplicationView }): boolean {
  if (view?.revision === undefined || !isCommit(view.revision)) return false;
  return facts === undefined || isReached(facts.commit, view.revision) === true;
}

function identityOf({ tenant, facts, views }: Told) {
  const { entry } = facts ?? {};
  const [view] = views;
  const either = (key: Exclude<keyof typeof emptyIdentity, 'namespace'>) => entry?.[key] ?? view?.[key] ?? '';
  return {
    tenant,
    ...{ displayName: either('displayName') || tenant, namespace: entry?.namespace ?? view?.name ?? '' },
    ...{ cluster: either('cluster'), region: either('region'), product: either('product'), tier: either('tier') },
    ...{ ring: either('ring'), lifecycle: either('lifecycle'), url: either('url') },
  };
}

const emptyIdentity = {
  ...{
    displayName: '',
    namespace: '',
    cluster: '',
    region: '',
    product: '',
    tier: '',
    ring: '',
    lifecycle: '',
    url: '',
  },
};

function correlationOf(facts: PublishedFacts | undefined): Correlation {
  if (facts === undefined) return {};
  const { sourceCommit, pullRequest, commit } = facts;
  return {
    ...(sourceCommit === undefined ? {} : { sourceCommit }),
    ...(pullRequest === undefined ? {} : { pullRequest }),
    publishedCommit: commit,
  };
}

interface Case extends Told {
  readonly view?: ApplicationView;
  readonly steps: readonly Step[];
  readonly parts: readonly Part[];
  readonly deployed: boolean;
  readonly reached: boolean;
  readonly deadEnd: DeadEnd | undefined;
  readonly error?: StandingError;
}

interface Verdict {
  readonly state: TenantState;
  readonly summary: string;
  readonly hint?: string;
}

/** The first that has something to say. */
function judge(given: Case): Verdict {
  for (const rule of verdicts) {
    const verdict = rule(given);
    if (verdict !== undefined) return verdict;
  }
  return { state: 'progressing', summary: wayText(given) };
}

const verdicts: readonly ((given: Case) => Verdict | undefined)[] = [
  lost,
  claimedTwice,
  unseen,
  stuck,
  inError,
  atRest,
  failed,
  degraded,
];

function lost({ lost: why }: Case): Verdict | undefined {
  return why === undefined ? undefined : { state: 'unknown', summary: why };
}

function claimedTwice({ tenant, views }: Case): Verdict | undefined {
  if (views.length < 2) return undefined;
  const names = views.map(({ argocd, name }) => `${argocd}/${name}`).join(' and ');
  return {
    state: 'failed',
    summary: `${views.length} Applications claim this tenant: ${names}`,
    hint: `delete all but the one of its own cluster, without a cascade: argocd app delete <name> --cascade=false; ${tenant} is published for one cluster only`,
  };
}

function unseen({ view, facts }: Case): Verdict | undefined {
  if (view !== undefined) return undefined;
  const published = facts === undefined ? 'not published' : `published ${facts.commit.slice(0, 7)}`;
  return { state: 'unknown', summary: `${published}; no Argo CD has an Application of it` };
}

function stuck({ view, deadEnd, steps }: Case): Verdict | undefined {
  if (deadEnd === undefined || view === undefined) return undefined;
  const { summary, hint } = deadEnds[deadEnd];
  const cause = failureText(steps) ?? (deadEnd === 'prune-unconfirmed' ? undefined : view.operation?.message);
  return {
    state: 'stuck',
    summary: cause === undefined || cause === '' ? summary : `${cause}; ${summary}`,
    hint: hint(whereaboutsOf(view)),
  };
}

/** For how long it is there decides whether people are told: see `failed`. */
function inError({ view, error }: Case): Verdict | undefined {
  if (view === undefined || error === undefined || error.lasts) return undefined;
  const said = `${error.type}: ${error.message}`;
  return {
    state: 'unknown',
    summary: `Argo CD can not say how it is, and it counts as failed from ${error.over} on: ${said}`,
    hint: hintForError(error.type, whereaboutsOf(view)),
  };
}

function atRest({ deployed, facts, view, tenant }: Case): Verdict | undefined {
  if (!deployed) return undefined;
  const lifecycle = facts?.entry.lifecycle ?? view?.lifecycle;
  if (lifecycle === 'suspended')
    return { state: 'suspended', summary: 'suspended: nothing of it runs, its data is kept' };
  if (lifecycle === 'offboarding')
    return { state: 'suspended', summary: 'offboarding: nothing of it runs, its data goes after the grace period' };
  return { state: 'live', summary: `live at ${facts?.entry.url ?? view?.url ?? tenant}` };
}

/** What stopped a change on its way; what broke afterwards is `degraded`. */
function failed({ steps, view, parts }: Case): Verdict | undefined {
  const step = steps.find(({ state }) => state === 'failed');
  if (step === undefined) return undefined;
  const applied = view?.operation?.phase === 'Succeeded' && view.sync === 'Synced' && step.name !== 'seen';
  const isJob = parts.some(({ kind, state, step: name }) => kind === 'Job' && state === 'failed' && name === step.name);
  if (applied && !isJob) return undefined;
  return withHint({ state: 'failed', summary: failureText(steps) ?? '' }, step.hint);
}

function degraded({ steps, view, reached, deployed }: Case): Verdict | undefined {
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
function wayText({ steps, view }: Case): string {
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
