// Makes the status of a tenant from what git and Argo CD say: a state, one sentence, and what to do. Pure.

import type { TenantIdentity } from '../../argocd/index-entry.js';
import type { ApplicationView } from './application.js';
import { tryFindDeadEnd } from './dead-ends.js';
import { isCommit, missingClauses } from './deployed.js';
import type { KnownFacts } from './known-facts.js';
import { tryFindNotedError } from './noted-error.js';
import { partsOf, resourceStatuses } from './parts.js';
import type { PublishedFacts } from './published-facts.js';
import { stepsOf } from './steps.js';
import type { Correlation, TenantStatus } from './tenant-status.js';
import { verdictOf } from './verdict.js';

export function makeStatus(known: KnownFacts): TenantStatus {
  const [view] = known.views;
  const seen = { ...known, view };
  const reached = hasReached(seen);
  const parts = view === undefined ? [] : partsOf(view, known.tree);
  const deployed = view !== undefined && missingClauses(deployedInput(known, view)).length === 0;
  const error = view === undefined ? undefined : tryFindNotedError(view, known);
  const given = { ...seen, parts, reached, deployed, error };
  const steps = stepsOf(given);
  const deadEnd = view === undefined || deployed ? undefined : tryFindDeadEnd({ ...deployedInput(known, view), view });
  const verdict = verdictOf({ ...given, steps, deadEnd });
  return {
    ...identityOf(known),
    argocd: view?.argocd,
    ...verdict,
    deadEnd,
    correlation: correlationOf(known.facts),
    revision: view?.revision !== undefined && isCommit(view.revision) ? view.revision : undefined,
    steps,
    resources: resourceStatuses(parts),
    coarse: known.tree === undefined,
    images: view?.images ?? [],
    comparedAt: view?.comparedAt,
  };
}

function deployedInput({ facts, isReached, timesWell, marker }: KnownFacts, view: ApplicationView) {
  return {
    view,
    isReached,
    timesWell,
    commit: facts?.commit,
    digest: facts?.entry.digest,
    marker,
  };
}

/** Without git, whatever commit Argo CD compared last is taken for the newest. */
function hasReached({ facts, isReached, view }: KnownFacts & { readonly view?: ApplicationView }): boolean {
  if (view?.revision === undefined || !isCommit(view.revision)) return false;
  return facts === undefined || isReached(facts.commit, view.revision) === true;
}

function correlationOf(facts: PublishedFacts | undefined): Correlation {
  if (facts === undefined) return {};
  const { sourceCommit, pullRequest, commit } = facts;
  return {
    sourceCommit,
    pullRequest,
    publishedCommit: commit,
  };
}

/** What git says counts before what the Application says of itself. */
function identityOf({ tenant, facts, views }: Pick<KnownFacts, 'tenant' | 'facts' | 'views'>): Identity {
  const { entry } = facts ?? {};
  const [view] = views;
  const either = (key: Exclude<keyof TenantIdentity, 'tenant'>) => entry?.[key] ?? view?.[key] ?? '';
  return {
    tenant,
    displayName: either('displayName') || tenant,
    namespace: entry?.namespace ?? view?.name ?? '',
    cluster: either('cluster'),
    region: either('region'),
    product: either('product'),
    tier: either('tier'),
    ring: either('ring'),
    lifecycle: either('lifecycle'),
    url: either('url'),
  };
}

type Identity = TenantIdentity & Pick<TenantStatus, 'namespace'>;
