// Options that several commands have, and how they are read.
import { InvalidArgumentError, Option } from 'commander';
import type { PullRequestOptions } from '../propose.js';

export const schemasOption = new Option(
  '--schemas <folder>',
  'folder that `schemas pull` filled; default: .tenantry/schemas',
);
export const outOption = new Option('--out <folder>', 'folder that mirrors what is published').default('dist');
export const repositoryOption = new Option('--repository <owner/name>', 'on GitHub; default: the remote origin');
export const baseOption = new Option(
  '--base <branch>',
  'what the pull request is merged into; default: the repository’s default branch',
);
export const moveSetsOption = new Option(
  '--move-sets',
  'let a changed number of sets move tenants between ApplicationSets',
).default(false);

/** What commands with --pr are given. */
export interface PullRequestFlags {
  readonly pr: boolean;
  readonly repository?: string | undefined;
  readonly base?: string | undefined;
}

/** The pull request to open, where --pr asks for one. */
export function pullRequestOf({ pr, repository, base }: PullRequestFlags): { pullRequest?: PullRequestOptions } {
  if (!pr) return {};
  const named = repository === undefined ? {} : { repository };
  return { pullRequest: { ...named, ...(base === undefined ? {} : { base }) } };
}

/** Reads a whole number above zero. */
export function number(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
