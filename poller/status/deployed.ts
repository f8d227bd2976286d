// The deployed rule: whether what git says of a tenant is what runs. Each clause excludes a state of Argo CD in which all others hold
// although the tenant is not there yet.

import type { ApplicationView } from './application.js';
import type { IsReached } from './published-facts.js';

export interface DeployedInput {
  readonly view: ApplicationView;
  /** The last commit that touched the tenant's folder; undefined where git is not at hand, and the newest compared one counts. */
  readonly commit?: string;
  readonly isReached: IsReached;
  /** How many timesWell in a row, at least moments apart, have found it well; Argo CD's own timesWell count too. */
  readonly timesWell: number;
  /** The digest in the tenant's index entry, and the one that its marker holds in the cluster; undefined where not at hand. */
  readonly digest?: string;
  readonly marker?: string;
}

/** Each by what it asks for. */
export const deployedClauses = {
  /** While there is one, nothing of the status is updated. */
  noErrorCondition: ({ view }) => !view.conditions.some(({ type }) => isErrorCondition(type)),
  /** Otherwise what was compared is a folder, branch or repository that the Application named before. */
  comparedToOwnSource: ({ view }) => view.comparedToOwnSource,
  /** The last compared commit has ours behind it; a branch's name stands there where comparing failed. */
  reached: ({ view, commit, isReached }) =>
    view.revision !== undefined &&
    isCommit(view.revision) &&
    (commit === undefined || isReached(commit, view.revision) === true),
  synced: ({ view }) => view.sync === 'Synced',
  noOperationPending: ({ view }) => !view.pending,
  operationSucceeded: ({ view }) => view.operation?.phase === 'Succeeded',
  /** Otherwise what was compared is the state before the operation. Both times are Argo CD's. */
  comparedAfterOperation: ({ view }) =>
    view.comparedAt !== undefined &&
    view.operation?.finishedAt !== undefined &&
    view.comparedAt >= view.operation.finishedAt,
  /** A single Healthy may be that of what was there before, or of an object whose controller has not looked at it yet. */
  wellTwice: ({ view, timesWell }) => isWell(view) && (timesWell >= 2 || stayedWell(view)),
  /** The proof, where it is at hand: the last wave has applied these very manifests (the rename hazard, docs/architecture.md). */
  markerMatches: ({ digest, marker }) => digest === undefined || marker === undefined || digest === marker,
} as const satisfies Readonly<Record<string, (input: DeployedInput) => boolean>>;

export type DeployedClause = keyof typeof deployedClauses;

/** What is still missing; a tenant is deployed where nothing is. */
export function missingClauses(input: DeployedInput): DeployedClause[] {
  return clauseNames.filter((name) => !deployedClauses[name](input));
}

const clauseNames = Object.keys(deployedClauses) as DeployedClause[];

/** Argo CD's conditions are errors, warnings and notes by the end of their names. */
export function isErrorCondition(type: string): boolean {
  return type.endsWith('Error');
}

export function isCommit(revision: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision);
}

/** A suspended tenant rests when its database sleeps, or, without one, when nothing is left that could be unwell. */
function isWell({ health, lifecycle }: ApplicationView): boolean {
  return health === 'Healthy' || (health === 'Suspended' && lifecycle !== 'active');
}

/** Argo CD has looked again since its health became what it is; both times are its own. */
function stayedWell({ healthSince, comparedAt }: ApplicationView): boolean {
  return healthSince !== undefined && comparedAt !== undefined && comparedAt > healthSince;
}
