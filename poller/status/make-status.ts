// What is said of one tenant: git's facts and Argo CD's words become a TenantStatus, with a state, one sentence, and what to do.
// Pure; generator/loop calls it whenever one of them has changed.
import type { TenantIdentity } from '../../argocd/index-entry.js';
import type { ApplicationView } from './application.js';
import { tryFindDeadEnd } from './dead-ends.js';
import { isCommit, missingClauses } from './deployed.js';
import type { Told } from './known-facts.js';
import { tryFindError } from './noted-error.js';
import { partsOf, resourceStatuses } from './parts.js';
import type { PublishedFacts } from './published-facts.js';
import { stepsOf } from './steps.js';
import type { Correlation, TenantStatus } from './tenant-status.js';
import { judge } from './verdict.js';

export function tellTenant(told: Told): TenantStatus {
  const [view] = told.views;
  const known = { ...told, view };
  const reached = hasReached(known);
  const parts = view === undefined ? [] : partsOf(view, told.tree);
  const deployed = view !== undefined && missingClauses(deployedInput(told, view)).length === 0;
  const error = view === undefined ? undefined : tryFindError(view, told);
  const given = { ...known, parts, reached, deployed, error };
  const steps = stepsOf(given);
  const deadEnd = view === undefined || deployed ? undefined : tryFindDeadEnd({ ...deployedInput(told, view), view });
  const verdict = judge({ ...given, steps, deadEnd });
  return {
    ...identityOf(told),
    argocd: view?.argocd,
    ...verdict,
    deadEnd,
    correlation: correlationOf(told.facts),
    ...(view?.revision !== undefined && isCommit(view.revision) ? { revision: view.revision } : {}),
    steps,
    resources: resourceStatuses(parts),
    coarse: told.tree === undefined,
    images: view?.images ?? [],
    comparedAt: view?.comparedAt === undefined ? undefined : view.comparedAt,
  };
}

function deployedInput({ facts, isReached, looks, marker }: Told, view: ApplicationView) {
  return {
    view,
    isReached,
    looks,
    commit: facts?.commit,
    digest: facts?.entry.digest,
    marker,
  };
}

/** Without git, whatever commit Argo CD compared last is taken for the newest. */
function hasReached({ facts, isReached, view }: Told & { readonly view?: ApplicationView }): boolean {
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
function identityOf({ tenant, facts, views }: Pick<Told, 'tenant' | 'facts' | 'views'>): Identity {
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
