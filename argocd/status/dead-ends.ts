// Argo CD's silent ends: states in which it waits for ever and tells nobody. Each has a sign in the Application and a way out.
// The signs were tried on 3.2.11; docs/operate.md explains them.
import type { ApplicationView } from './application-view.js';
import { isCommit } from './deployed.js';
import type { IsReached } from './published-facts.js';
import type { DeadEnd } from './tenant-status.js';

export interface DeadEndInput {
  readonly view: ApplicationView;
  readonly commit?: string;
  readonly isReached: IsReached;
}

export function tryFindDeadEnd(input: DeadEndInput): DeadEnd | undefined {
  return deadEndOrder.find((name) => signs[name](input));
}

const deadEndOrder = ['prune-unconfirmed', 'never-attempted', 'retries-used-up'] as const satisfies readonly DeadEnd[];

const signs: Readonly<Record<DeadEnd, (input: DeadEndInput) => boolean>> = {
  /** The operation stays Running on its revision, and no later commit is applied until it is ended. */
  'prune-unconfirmed': ({ view: { operation } }) =>
    operation?.phase === 'Running' && awaitsConfirmation.test(operation.message),
  /** A commit that was first compared while an operation ran is taken for "no changes" once that operation has failed (#27875). */
  'never-attempted': (input) => hasGivenUp(input.view) && !attempted(input),
  'retries-used-up': (input) => hasGivenUp(input.view) && attempted(input),
};

/** gitops-engine, pkg/sync/sync_context.go: "Waiting for pruning confirmation of …". */
const awaitsConfirmation = /^waiting for (?:pruning|deletion) confirmation of /i;

/** The last sync has failed, and Argo CD makes no other. */
export function hasGivenUp({ sync, pending, operation, revision }: ApplicationView): boolean {
  const failed = operation?.phase === 'Failed' || operation?.phase === 'Error';
  return failed && !pending && sync === 'OutOfSync' && revision !== undefined && isCommit(revision);
}

/** Whether the last operation was at what is to be applied: the tenant's last commit, or without git what was last compared. */
function attempted({ view: { operation, revision }, commit, isReached }: DeadEndInput): boolean {
  const tried = operation?.revision;
  if (tried === undefined || !isCommit(tried)) return true;
  return commit === undefined ? tried === revision : isReached(commit, tried) !== false;
}
