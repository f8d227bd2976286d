// States in which Argo CD waits for ever and reports nothing: the signs of each in the Application, and the way out. The signs were
// tried on 3.2.11; docs/operate.md explains them.

import type { ApplicationView } from './application.js';
import { isCommit } from './deployed.js';
import type { IsReached } from './published-facts.js';
import type { DeadEnd, StepName } from './tenant-status.js';

interface DeadEndInput {
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

interface HintTarget {
  readonly application: string;
  readonly argocdNamespace: string;
  readonly namespace: string;
  readonly tenant: string;
  /** Kind and name of what failed, as kubectl takes them: `job/migrate-5d22`. */
  readonly object?: string;
}

interface DeadEndText {
  readonly summary: string;
  readonly hint: (where: HintTarget) => string;
}

export const deadEnds: Readonly<Record<DeadEnd, DeadEndText>> = {
  'prune-unconfirmed': {
    summary:
      'Argo CD waits for a person to confirm that a guarded object is deleted, and applies nothing else meanwhile',
    hint: ({ application }) =>
      `to keep it, put it back into git and end the operation: argocd app terminate-op ${application}; putting it back alone does not end the wait, and a confirmation would still delete it`,
  },
  'never-attempted': {
    summary: 'Argo CD has seen the newest commit and will not try it, because the sync before it failed',
    hint: ({ tenant }) => `let it try again through git: publish a change of ${tenant}, or tenantry retry ${tenant}`,
  },
  'retries-used-up': {
    summary: 'Argo CD has tried as often as it may, and has given up on this commit',
    hint: ({ tenant }) => `mend the cause, then let it try again through git: tenantry retry ${tenant}`,
  },
};

const eventsCommand = ({ namespace, object }: HintTarget) =>
  object === undefined ? `kubectl -n ${namespace} get events` : `kubectl -n ${namespace} describe ${object}`;

const failures: Partial<Record<StepName, (where: HintTarget) => string>> = {
  namespace: (where) => `what was refused is a quota, a policy or a name: ${eventsCommand(where)}`,
  secrets: (where) => `see whether the secret store has the key and lets this tenant read it: ${eventsCommand(where)}`,
  database: (where) =>
    where.object?.includes('-hibernation-')
      ? `the database did not go to sleep, often for want of a last backup: see which step failed (${eventsCommand(where)}), mend it, put lifecycle: active back and suspend it again`
      : `see what the database’s operator says: ${eventsCommand(where)}`,
  migration: ({ namespace, object }) =>
    `read its log (kubectl -n ${namespace} logs ${object ?? 'job/<name>'}), mend the image or the data, and publish again: a Job that has failed does not run twice`,
  services: (where) => `see why its pods do not start: ${eventsCommand(where)}`,
  routes: (where) => `see what the gateway, the certificate or DNS lacks: ${eventsCommand(where)}`,
  healthy: ({ application }) => `see which object is not well: argocd app get ${application}`,
};

const errors: Readonly<Record<string, (where: HintTarget) => string>> = {
  ComparisonError: ({ application, argocdNamespace }) =>
    `${describe(application, argocdNamespace)}; where it is so of many, look at Argo CD’s repo-server, its credentials for the repository, and the tenants’ cluster`,
  InvalidSpecError: ({ application, argocdNamespace }) =>
    `${describe(application, argocdNamespace)}; see whether its AppProject is there and permits it (argocd proj get ${application}), and whether Argo CD knows its cluster (argocd cluster list)`,
  SyncError: ({ application, tenant }) =>
    `see what Argo CD refuses to apply: argocd app get ${application}; mend it in git, or let it try again: tenantry retry ${tenant}`,
};

function describe(application: string, argocdNamespace: string): string {
  return `see what Argo CD says of it: kubectl -n ${argocdNamespace} describe application ${application}`;
}

/** For an error that Argo CD notes on the Application, by its type. */
export function hintForError(type: string, where: HintTarget): string {
  return errors[type]?.(where) ?? describe(where.application, where.argocdNamespace);
}

/** For a tenant that sleeps without a last backup. */
export function hintForLostBackup(where: HintTarget): string {
  return `all of its data is still in its volumes; see what the backup lacked (${eventsCommand(where)}), and to take one put lifecycle: active back and suspend it again`;
}

export function hintFor(step: StepName, where: HintTarget): string {
  return failures[step]?.(where) ?? eventsCommand(where);
}
